/* Numbers as readers see them, written as pages/numerals/numerals.py writes them. `tongue` and `shown` are its hints:
   see pages/numerals/hints.py. Values are decimals. */
window.hbNumbers ??= (() => {
  const { abs, compare, divide, magnitude, multiply, parse, plain, rounded, significant, subtract, trimmed } =
    window.hbDecimals
  const GAP = "\u00a0"
  const MINUS = "\u2212"
  const ALOFT = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
  const DIGITS = 3
  const MOST_DIGITS = 15
  const MOST_ZEROS = 60
  const FIELD_DIGITS = 7
  const NEAR_PLACES = 8
  const SMALLEST_POWER = -6
  const HUNDRED = [100n, 0]
  const SECONDS = { ms: [1n, -3], s: [1n, 0], min: [60n, 0], h: [3600n, 0], d: [86400n, 0] }
  const LEAST = { ...SECONDS, d: [172800n, 0] }
  const LARGEST_FIRST = ["d", "h", "min", "s", "ms"]

  const signed = (value, text) => (value[0] < 0n ? MINUS + text : text)
  const plus = (value) => (value[0] > 0n ? "+" : "")

  const padded = (number, places) => {
    const short = trimmed(number)
    return short[1] < 0 && -short[1] < places ? rounded(short, places) : short
  }

  /* How many places an amount of money has that is neither whole nor large. */
  const cents = (size, places) => (compare(size, HUNDRED) < 0 && magnitude(size) >= 1 - DIGITS ? places : 0)

  /* A time in its two largest units that say something: [[2n, "min"], [5n, "s"]]; empty below a millisecond. */
  const timeParts = (size, sign) => {
    const seconds = multiply(size, SECONDS[sign])
    if (compare(seconds, SECONDS.s) < 0) {
      const own = multiply(seconds, [1000n, 0])
      return compare(own, SECONDS.s) < 0 ? [] : [[own, "ms"]]
    }
    const near = rounded(seconds, 0)
    if (compare(near, SECONDS.min) < 0) return [[seconds, "s"]]
    const largest = LARGEST_FIRST.find((unit) => compare(near, LEAST[unit]) >= 0)
    const smaller = LARGEST_FIRST[LARGEST_FIRST.indexOf(largest) + 1]
    const whole = rounded(divide(seconds, SECONDS[smaller]), 0)[0]
    const each = divide(SECONDS[largest], SECONDS[smaller])
    const ratio = BigInt(plain(rounded(each, 0)))
    return [[[whole / ratio, 0], largest], [[whole % ratio, 0], smaller]].filter(([amount]) => amount[0])
  }

  const numbers = (tongue) => {
    const grouped = (whole) => {
      const [last, others] = tongue.grouping
      const groups = [whole.slice(-last)]
      for (let left = whole.slice(0, -last); left; left = left.slice(0, -others)) groups.unshift(left.slice(-others))
      return groups.join(tongue.group)
    }
    const digits = (number) => {
      const [whole, places] = plain(abs(number)).split(".")
      return grouped(whole) + (places ? tongue.point + places : "")
    }

    const withPower = (size, power) => {
      const part = trimmed(significant([size[0], size[1] - power], DIGITS))
      const high = String(power).replace("-", "\u207b").replace(/\d/g, (digit) => ALOFT[digit])
      return `${digits(part)}${GAP}×${GAP}10${high}`
    }
    const compact = (size, wholeTo, places = 0) => {
      if (!size[0]) return "0"
      const power = magnitude(significant(size, DIGITS))
      if (power >= tongue.words.length || power < SMALLEST_POWER) return withPower(size, power)
      const [counted, before, after] = power >= wholeTo ? tongue.words[power] : [0, "", ""]
      const part = [size[0], size[1] - counted]
      const afterPoint = Math.max(0, DIGITS - 1 - magnitude(significant(part, DIGITS)))
      const short = trimmed(rounded(part, counted ? afterPoint : Math.max(afterPoint, places)))
      return before + digits(counted ? short : padded(short, places)) + after
    }
    /* A percentage next to 100, in so many digits of what is missing to it; empty for any other. */
    const nearHundred = (size, count) => {
      const missing = abs(subtract(size, HUNDRED))
      if (!missing[0] || magnitude(missing) >= 0) return ""
      const places = count - 1 - magnitude(missing)
      const exponent = trimmed(size)[1]
      if (places <= NEAR_PLACES || -exponent <= NEAR_PLACES) return digits(trimmed(rounded(size, places)))
      return `${digits([size[0] / 10n ** BigInt(-NEAR_PLACES - size[1]), -NEAR_PLACES])}…`
    }
    const time = (size, sign) => {
      const parts = timeParts(size, sign)
      if (!parts.length) return size[0] ? `${compact(size, DIGITS)}${GAP}${sign}` : "0"
      return parts.map(([amount, unit]) => `${compact(amount, DIGITS)}${GAP}${unit}`).join(GAP)
    }
    const scaled = (value, shown) => abs(multiply(value, [BigInt(shown.factor), 0]))

    /* Three digits: `1.42 M`, `$1.2 M`, `4.1 %`, `2 min 5 s`. */
    const short = (value, shown) => {
      if (shown.kind === "duration") return signed(value, time(abs(value), shown.sign))
      const size = scaled(value, shown)
      const isPercent = shown.kind === "percent"
      const near = isPercent && nearHundred(size, DIGITS)
      const text = near || compact(size, isPercent ? 2 * DIGITS : DIGITS, cents(size, shown.places))
      return signed(value, shown.before + text + shown.after)
    }
    /* So many digits, or a power of ten where even the zeros would be too many. */
    const long = (size, most, places) => {
      if (Math.abs(magnitude(size)) > MOST_ZEROS) return withPower(size, magnitude(size))
      return digits(padded(trimmed(significant(size, most)), places))
    }
    /* All digits but those that nobody asks for. */
    const exact = (value, shown) =>
      signed(value, shown.before + long(scaled(value, shown), MOST_DIGITS, shown.places) + shown.after)
    /* What stands in a field: the digits alone, as many as it has room for. */
    const field = (value, shown) => {
      const size = scaled(value, shown)
      return signed(value, long(size, Math.max(FIELD_DIGITS, magnitude(size) + 1), 0))
    }

    const points = (value) => {
      const word = compare(abs(value), [1n, -2]) === 0 ? "point" : "points"
      return value[0] ? signed(value, `${compact(abs(multiply(value, HUNDRED)), DIGITS)}${GAP}${word}`) : "0"
    }
    const difference = (value, shown) =>
      plus(value) + (shown.kind === "percent" ? points(value) : short(value, shown))
    const relative = (earlier, later) => {
      const change = subtract(later, earlier)
      if (!earlier[0] || !change[0]) return ""
      const part = multiply(divide(change, abs(earlier)), HUNDRED)
      const size = rounded(abs(part), Math.max(0, 1 - magnitude(part)))
      const text = nearHundred(abs(part), 2) || compact(size, 2 * DIGITS)
      return plus(part) + signed(part, tongue.percent[0] + text + tongue.percent[1])
    }
    /* From one value to the next: `+84 k (+6.1 %)`, `+1.2 points`. */
    const change = (earlier, later, shown) => {
      const share = shown.kind === "percent" ? "" : relative(earlier, later)
      return difference(subtract(later, earlier), shown) + (share && ` (${share})`)
    }

    /* The value that somebody has typed; undefined for what is no number. */
    const read = (text, shown) => {
      let typed = text.replace(/[\s\u00a0\u202f'’%]/g, "").replace(MINUS, "-")
      for (const sign of [shown.before, shown.after]) typed = typed.replace(sign.trim() || GAP, "")
      const [point, group] = [tongue.point, tongue.group.trim()].map((sign) => sign.replace(/[.]/g, "\\."))
      if (group && new RegExp(`^-?\\d{1,3}(${group}\\d{2,3})+(${point}\\d*)?$`).test(typed))
        typed = typed.replaceAll(tongue.group.trim(), "")
      typed = typed.replace(tongue.point, ".")
      if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(typed) || typed.length > 40) return undefined
      return divide(parse(typed.replace("+", "")), [BigInt(shown.factor), 0])
    }

    return { short, exact, field, difference, relative, change, read }
  }

  return numbers
})()
