/* All that the what-if says in words and figures, but for what stands in panel.html.jinja already. */
import { count } from "../../writing/dom.js"
import { magnitude, plain, subtract } from "./digits.js"
import { MOST_ZEROS, NumberFormat, unitBeside } from "./number_format.js"
import { isKnown, read } from "./scenario.js"

/** @import { Format, Language } from "./number_format.js" */
/** @import { Cause, EncodedNode, Value } from "./scenario.js" */
/** @typedef {EncodedNode & { name: string, href: string, format: number }} ModelNode */
/**
 * @typedef {object} Model What panel.py writes into the page.
 * @property {Language} language
 * @property {Format[]} formats
 * @property {ModelNode[]} nodes Each after those that it follows from.
 * @property {string[]} roots
 * @property {string[]} levers The strongest first.
 * @property {string[]} believed Levers that move others by belief alone.
 * @property {number} periods For which a change is kept.
 * @property {Record<string, string>} asOf The period of a lever's value where it is not that of all others.
 */
/**
 * @typedef {object} Move How a metric moves, from what it is when nothing is moved.
 * @property {Value} from
 * @property {Value} then
 * @property {"" | "▲" | "▼" | "?"} sign None: it stays.
 * @property {string} change
 */

/** @type {Record<Cause, string>} */
const CAUSES = {
  division_by_zero: "would divide by zero",
  root_of_negative: "would be a root of a negative number",
  too_large: "would be too large to show",
  not_reported: "has no value of an earlier period",
}

export const RESET = "Reset"
export const UNCHANGED = "no change"
export const NOT_COMPUTABLE = "? not computable"
export const BELIEVED = "believed"

/** @param {number} inputs @param {string} horizon Empty for this period. */
export const noteText = (inputs, horizon) =>
  `This diagram shows a what-if: ${count(inputs, "input")} changed${horizon && `, ${horizon}`}. `
/** @param {boolean} isKept */
export const beforeWord = (isKept) => (isKept ? "If nothing changes" : "Now")
/** @param {number} inputs */
export const moreInputs = (inputs) => count(inputs, "more input")
/** @param {string} text @param {string} example */
export const wrongNumber = (text, example) => `“${text}” is not a number. Write one such as ${example}.`
/** @param {string} id */
export const unknownInput = (id) => `“${id.slice(0, 64)}” is not an input here`
/** @param {string} text */
export const unreadableValue = (text) => `“${text.slice(0, 40)}” is not a number`
/** @param {string[]} faults */
export const badLink = (faults) => `Part of this link was left out: ${faults.join("; ")}.`

/* For programs that read the page. */
/** @param {number} value @returns {string} */
export const forMachines = (value) => (Math.abs(magnitude(value)) > MOST_ZEROS ? String(value) : plain(value))

/** @param {Move} move @returns {number} */
const byOf = ({ from, then }) => subtract(Number(then), Number(from))

export class Words {
  /** @param {Model} model */
  constructor(model) {
    this.model = model
    this.nodes = read(model.nodes)
    this.numbers = new NumberFormat(model.language)
    this.named = new Map(model.nodes.map((node) => [node.id, node]))
  }

  /** @param {string} id @returns {ModelNode} */
  about(id) {
    return /** @type {ModelNode} */ (this.named.get(id))
  }

  /** @param {string} id @returns {number} */
  base(id) {
    return this.nodes.get(id)?.base ?? NaN
  }

  /** @param {string} id @returns {Format} */
  format(id) {
    return this.model.formats[this.about(id).format]
  }

  /** @param {string} id @param {Value} value @returns {string} */
  short(id, value) {
    return isKnown(value) ? this.numbers.short(value, this.format(id)) : "cannot be computed"
  }

  /* The unit beside a short value. */
  /** @param {string} id @param {Value} value @returns {string} */
  unit(id, value) {
    return isKnown(value) ? unitBeside(this.short(id, value), this.format(id).beside) : ""
  }

  /** @param {string} id @param {Value} value @returns {string} */
  exact(id, value) {
    return isKnown(value) ? this.numbers.exact(value, this.format(id)) : ""
  }

  /** @param {string} id @param {number} value @returns {string} */
  field(id, value) {
    return this.numbers.field(value, this.format(id))
  }

  /** @param {string} id @param {string} text @returns {string} The unit beside a field that holds the text. */
  fieldUnit(id, text) {
    return unitBeside(text, this.format(id).besideField)
  }

  /** @param {string} id @param {string} text @returns {number | undefined} */
  typed(id, text) {
    return this.numbers.read(text, this.format(id))
  }

  /** @param {string} id @param {Value} then @param {Value} from @returns {Move} */
  move(id, then, from) {
    const unknown = [then, from].find((value) => !isKnown(value))
    if (unknown !== undefined && !isKnown(unknown)) {
      return { from, then: unknown, sign: "?", change: `${this.about(unknown.metric).name} ${CAUSES[unknown.cause]}` }
    }
    const [start, end] = [Number(from), Number(then)]
    const by = subtract(end, start)
    if (!by) return { from, then: from, sign: "", change: "" }
    return { from, then, sign: by > 0 ? "▲" : "▼", change: this.numbers.change(start, end, this.format(id)) }
  }

  /* What a card says of a metric that moves, to who hears the page. */
  /** @param {string} id @param {Move} move @returns {string} */
  cardTitle(id, move) {
    return `${this.about(id).name}, what if: ${this.short(id, move.then)}; ${move.change}`
  }

  /* What stands below the name of a lever. */
  /** @param {string} id @param {Move | undefined} pushed How beliefs push it, where they do. @returns {string} */
  present(id, pushed) {
    const asOf = this.model.asOf[id] ? ` (as of ${this.model.asOf[id]})` : ""
    const belief = pushed ? `, ${this.short(id, pushed.then)} with believed influences` : ""
    return `now ${this.short(id, this.base(id))}${asOf}${belief}`
  }

  /* What part of a change is believed; empty where all of it is arithmetic. */
  /** @param {string} id @param {Move} move @param {Move} plainMove The move by arithmetic alone. @returns {string} */
  belief(id, move, plainMove) {
    if (!isKnown(move.then) || !isKnown(plainMove.then)) return ""
    const believed = subtract(byOf(move), byOf(plainMove))
    if (!believed) return ""
    if (!plainMove.sign) return "all of it from believed influences"
    return `of which ${this.numbers.difference(believed, this.format(id))} from believed influences`
  }
}
