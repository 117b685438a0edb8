/* Numbers as readers see them, written as wording/number_format.py writes them; see wording/input_hints.py for what it
   needs to know of the language and of a metric. */
import { MOST_DIGITS, clean, magnitude, plain, rounded, shifted, significant, subtract } from "./digits.js"

/** @typedef {"d" | "h" | "min" | "s" | "ms"} TimeUnit */
/**
 * @typedef {object} Language
 * @property {string} point
 * @property {string} group
 * @property {[number, number]} grouping How many digits stand in the last group, and in each before it.
 * @property {[number, string, string][]} words By the power of ten: the power that is counted, and the letters around.
 * @property {[string, string]} percent
 */
/**
 * @typedef {object} Format How a metric is shown.
 * @property {"number" | "percent" | "currency" | "duration"} kind
 * @property {string} before
 * @property {string} after
 * @property {number} factor
 * @property {number} places
 * @property {TimeUnit} sign
 * @property {Unit} beside The unit beside a value.
 * @property {Unit} besideField The unit beside a field.
 */
/** @typedef {[string, string]} Unit In the plural, and as it stands beside a 1. */

const GAP = "\u00a0"
const MINUS = "\u2212"
const SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
const DIGITS = 3
export const MOST_ZEROS = 60
const FIELD_DIGITS = 7
const NEAR_PLACES = 8
const SMALLEST_POWER = -6
const MOST_TYPED = 40
/** @type {Record<TimeUnit, number>} */
const SECONDS = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86400 }
/** @type {Record<TimeUnit, bigint>} */
const MILLISECONDS = { ms: 1n, s: 1000n, min: 60000n, h: 3600000n, d: 86400000n }
const LEAST = { ...SECONDS, d: 2 * SECONDS.d }
/** @type {TimeUnit[]} */
const LARGEST_FIRST = ["d", "h", "min", "s", "ms"]

/** @param {number} value @param {string} text */
const signed = (value, text) => (value < 0 ? MINUS + text : text)
/** @param {number} value */
const plus = (value) => (value > 0 ? "+" : "")
/** @param {number} value @param {Format} format */
const scaled = (value, format) => clean(Math.abs(value * format.factor))

/** @param {string} text A value, which may have a sign. @param {Unit} unit */
export const unitBeside = (text, [many, one]) => (text.replace(/^[+\u2212]/, "") === "1" ? one : many)

/* A time in its two largest units that say something; empty below a millisecond. */
/** @param {number} size @param {TimeUnit} sign @returns {[number, TimeUnit][]} */
function timeParts(size, sign) {
  const seconds = clean(size * SECONDS[sign])
  if (seconds < 0.001) return []
  if (seconds < 1) return [[clean(seconds * 1000), "ms"]]
  const near = rounded(seconds, 0)
  if (near < SECONDS.min) return [[seconds, "s"]]
  const place = LARGEST_FIRST.findIndex((unit) => near >= LEAST[unit])
  const [largest, smaller] = LARGEST_FIRST.slice(place, place + 2)
  const whole = rounded(seconds / SECONDS[smaller], 0)
  const ratio = SECONDS[largest] / SECONDS[smaller]
  /** @type {[number, TimeUnit][]} */
  const parts = [
    [Math.floor(whole / ratio), largest],
    [whole % ratio, smaller],
  ]
  return parts.filter(([amount]) => amount)
}

/* How many places an amount of money has that is neither whole nor large. */
/** @param {number} size @param {number} places */
const cents = (size, places) => (size < 100 && magnitude(size) >= 1 - DIGITS ? places : 0)

export class NumberFormat {
  /** @param {Language} language */
  constructor(language) {
    this.language = language
  }

  /* Three digits: `1.42 M`, `$1.2 M`, `4.1 %`, `2 min 5 s`. */
  /** @param {number} value @param {Format} format @returns {string} */
  short(value, format) {
    if (format.kind === "duration") return signed(value, this.#time(Math.abs(value), format.sign))
    const size = scaled(value, format)
    const isPercent = format.kind === "percent"
    const near = isPercent && this.#nearHundred(size, DIGITS)
    const text = near || this.#compact(size, isPercent ? 2 * DIGITS : DIGITS, cents(size, format.places))
    return signed(value, format.before + text + format.after)
  }

  /* All twelve digits, with the unit. */
  /** @param {number} value @param {Format} format @returns {string} */
  exact(value, format) {
    const isTime = format.kind === "duration"
    const size = scaled(value, format)
    const text = isTime ? this.#allOfTime(size, format.sign) : this.#long(size, MOST_DIGITS, format.places)
    const shown = signed(value, format.before + text + format.after)
    return [shown, unitBeside(shown, format.beside)].filter(Boolean).join(" ")
  }

  /* What stands in a field: the digits alone, as many as it has room for. */
  /** @param {number} value @param {Format} format @returns {string} */
  field(value, format) {
    const size = scaled(value, format)
    return signed(value, this.#long(size, Math.max(FIELD_DIGITS, magnitude(size) + 1), 0))
  }

  /** @param {number} value @param {Format} format @returns {string} */
  difference(value, format) {
    return plus(value) + (format.kind === "percent" ? this.#points(value) : this.short(value, format))
  }

  /* By what part of the earlier value it moved: `+6.1 %`; empty where it did not, and from 0 or less. */
  /** @param {number} earlier @param {number} later @returns {string} */
  relative(earlier, later) {
    const change = subtract(later, earlier)
    if (earlier <= 0 || !change) return ""
    const part = clean((change / earlier) * 100)
    const size = rounded(Math.abs(part), Math.max(0, 1 - magnitude(part)))
    const text = this.#nearHundred(Math.abs(part), 2) || this.#compact(size, 2 * DIGITS)
    return plus(part) + signed(part, this.language.percent[0] + text + this.language.percent[1])
  }

  /* From one value to the next: `+84 k (+6.1 %)`, `+1.2 points`. */
  /** @param {number} earlier @param {number} later @param {Format} format @returns {string} */
  change(earlier, later, format) {
    const share = format.kind === "percent" ? "" : this.relative(earlier, later)
    return this.difference(subtract(later, earlier), format) + (share && ` (${share})`)
  }

  /* The value that somebody has typed; undefined for what is no number. */
  /** @param {string} text @param {Format} format @returns {number | undefined} */
  read(text, format) {
    let typed = text.replace(/[\s\u00a0\u202f'’%]/g, "").replace(MINUS, "-")
    for (const sign of [format.before, format.after]) typed = typed.replace(sign.trim() || GAP, "")
    const [point, group] = [this.language.point, this.language.group.trim()].map((sign) => sign.replace(".", "\\."))
    if (group && new RegExp(`^-?\\d{1,3}(${group}\\d{2,3})+(${point}\\d*)?$`).test(typed))
      typed = typed.replaceAll(this.language.group.trim(), "")
    typed = typed.replace(this.language.point, ".")
    if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(typed) || typed.length > MOST_TYPED) return undefined
    return clean(Number(typed) / format.factor)
  }

  /** @param {string} whole */
  #grouped(whole) {
    const [last, others] = this.language.grouping
    const groups = [whole.slice(-last)]
    for (let left = whole.slice(0, -last); left; left = left.slice(0, -others)) groups.unshift(left.slice(-others))
    return groups.join(this.language.group)
  }

  /* The digits of a size; its places, if it has any, are at least so many. */
  /** @param {number} size @param {number} [least] */
  #digits(size, least = 0) {
    return this.#written(plain(size), least)
  }

  /** @param {string} digits @param {number} [least] */
  #written(digits, least = 0) {
    const [whole, places] = digits.split(".")
    return this.#grouped(whole) + (places ? this.language.point + places.padEnd(least, "0") : "")
  }

  /** @param {number} size @param {number} power */
  #withPower(size, power) {
    const part = significant(shifted(size, -power), DIGITS)
    const high = String(power)
      .replace("-", "\u207b")
      .replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)])
    return `${this.#digits(part)}${GAP}×${GAP}10${high}`
  }

  /* In three digits and the language's word for the power of ten; whole below ten to the power of `wholeTo`. */
  /** @param {number} size @param {number} wholeTo @param {number} [places] @returns {string} */
  #compact(size, wholeTo, places = 0) {
    const { words } = this.language
    if (!size) return "0"
    const power = magnitude(significant(size, DIGITS))
    if (power >= words.length || power < SMALLEST_POWER) return this.#withPower(size, power)
    const [counted, before, after] = power >= wholeTo ? words[power] : [0, "", ""]
    const part = shifted(size, -counted)
    const afterPoint = Math.max(0, DIGITS - 1 - magnitude(significant(part, DIGITS)))
    const least = counted ? 0 : places
    return before + this.#digits(rounded(part, Math.max(afterPoint, least)), least) + after
  }

  /* A percentage next to 100, in so many digits of what is missing to it; empty for any other. */
  /** @param {number} size @param {number} count @returns {string} */
  #nearHundred(size, count) {
    const missing = rounded(Math.abs(size - 100), MOST_DIGITS - 2)
    if (!missing || missing >= 1) return ""
    const places = count - 1 - magnitude(missing)
    const own = plain(size).split(".")[1]?.length ?? 0
    if (places <= NEAR_PLACES || own <= NEAR_PLACES) return this.#digits(rounded(size, places))
    return `${this.#digits(shifted(Math.floor(shifted(size, NEAR_PLACES)), -NEAR_PLACES))}…`
  }

  /* A time in all its units, with nothing rounded away: in whole numbers, since there are more digits than a number has. */
  /** @param {number} size @param {TimeUnit} sign */
  #allOfTime(size, sign) {
    const [whole, places = ""] = plain(clean(size)).split(".")
    const millisecond = 10n ** BigInt(places.length)
    let left = BigInt(whole + places) * MILLISECONDS[sign]
    const rest = left < MILLISECONDS.s * millisecond ? "ms" : "s"
    const parts = []
    for (const unit of LARGEST_FIRST.slice(0, 3)) {
      const length = MILLISECONDS[unit] * millisecond
      if (left >= (unit === "d" ? 2n : 1n) * length) {
        parts.push(`${this.#written(String(left / length))}${GAP}${unit}`)
        left %= length
      }
    }
    const one = MILLISECONDS[rest] * millisecond
    const decimals = String((left % one) + one)
      .slice(1)
      .replace(/0+$/, "")
    if (left) parts.push(`${this.#written(`${left / one}${decimals && `.${decimals}`}`)}${GAP}${rest}`)
    return parts.join(GAP) || "0"
  }

  /** @param {number} size @param {TimeUnit} sign */
  #time(size, sign) {
    const parts = timeParts(size, sign)
    if (!parts.length) return size ? `${this.#compact(size, DIGITS)}${GAP}${sign}` : "0"
    return parts.map(([amount, unit]) => `${this.#compact(amount, DIGITS)}${GAP}${unit}`).join(GAP)
  }

  /* So many digits, or a power of ten where even the zeros would be too many. */
  /** @param {number} size @param {number} most @param {number} places */
  #long(size, most, places) {
    if (Math.abs(magnitude(size)) > MOST_ZEROS) return this.#withPower(size, magnitude(size))
    return this.#digits(significant(size, most), places)
  }

  /** @param {number} value */
  #points(value) {
    const points = clean(Math.abs(value) * 100)
    const text = `${this.#compact(points, DIGITS)}${GAP}${points === 1 ? "point" : "points"}`
    return value ? signed(value, text) : "0"
  }
}
