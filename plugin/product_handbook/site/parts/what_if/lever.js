/* An input in the panel: a field and a slider that give it another value. */
import { all, one } from "../../writing/dom.js"
import { rounded, significant, subtract } from "./digits.js"
import { isKnown } from "./scenario.js"
import { wrongNumber } from "./words.js"

/** @import { Move, Words } from "./words.js" */
/** @typedef {{ unit: number, low: number, high: number, now: number }} Range A slider's places, in percent of a unit. */

const SLIDER_DIGITS = 4
const HALF = 50
const DOUBLE = 200

/* Percent of the present value, from half to double; of one, where a share is zero now. A share ends at one. */
/** @param {number} base @param {boolean} isShare @returns {Range} */
export function sliderRange(base, isShare) {
  const size = Math.abs(base)
  const isBelowOne = isShare && size <= 1
  if (!base) return { unit: isShare ? 1 : 0, low: 0, high: isShare ? 100 : 0, now: 0 }
  const high = isBelowOne ? Math.max(100, Math.min(DOUBLE, Math.floor(100 / size))) : DOUBLE
  return base > 0 ? { unit: size, low: HALF, high, now: 100 } : { unit: size, low: -high, high: -HALF, now: -100 }
}

export class Lever {
  /* `give` takes the value that a reader gives the input; none takes it back. */
  /** @param {HTMLTemplateElement} template @param {string} id @param {Words} words @param {(value?: number) => void} give */
  constructor(template, id, words, give) {
    this.box = one(/** @type {DocumentFragment} */ (template.content.cloneNode(true)), ".hb-lever", HTMLElement)
    this.id = id
    this.words = words
    this.give = give
    this.field = one(this.box, ".hb-field input", HTMLInputElement)
    this.slider = one(this.box, ".hb-slider", HTMLInputElement)
    this.fault = this.#part("error")
    this.unit = one(this.box, ".hb-field-unit", HTMLElement)
    this.range = sliderRange(words.base(id), words.format(id).kind === "percent")
    this.#name()
    this.#setUpSlider()
    this.field.addEventListener("input", () => this.#type())
    this.field.addEventListener("change", () => this.#leave())
    this.slider.addEventListener("input", () => this.#slide())
  }

  /** @param {Move} move @param {number | undefined} given The value that a reader has given it. */
  show(move, given) {
    const { id, words, field, slider, range } = this
    const isGiven = given !== undefined
    const value = given ?? (isKnown(move.then) ? move.then : words.base(id))
    this.box.classList.toggle("hb-changed", isGiven)
    this.#part("now").textContent = words.present(id, !isGiven && move.sign ? move : undefined)
    if (document.activeElement !== field) field.value = words.field(id, value)
    this.unit.textContent = words.fieldUnit(id, field.value)
    field.title = words.exact(id, value)
    slider.value = String(range.unit ? rounded((value * 100) / range.unit, 0) : 0)
    const change = isGiven ? `, ${move.change || "as now"}` : ""
    slider.setAttribute("aria-valuetext", words.exact(id, value) + change)
  }

  /** @param {string} text What is wrong with what stands in the field; empty for nothing. */
  setFault(text) {
    this.fault.textContent = text
    this.fault.hidden = !text
    this.field.setAttribute("aria-invalid", text ? "true" : "false")
  }

  /** @param {string} name */
  #part(name) {
    return one(this.box, `.hb-lever-${name}`, HTMLElement)
  }

  #name() {
    const [label, start] = [one(this.box, ".hb-lever-name", HTMLLabelElement), `hb-lever-${this.id}`]
    label.textContent = this.words.about(this.id).name
    label.htmlFor = this.field.id = start
    label.id = `${start}-name`
    this.unit.id = `${start}-unit`
    this.fault.id = `${start}-error`
    this.field.setAttribute("aria-describedby", `${this.unit.id} ${this.fault.id}`)
    this.slider.setAttribute("aria-labelledby", label.id)
    this.#part("belief").hidden = !this.words.model.believed.includes(this.id)
  }

  #setUpSlider() {
    const { slider, range } = this
    const present = one(this.box, "datalist", HTMLDataListElement)
    slider.min = String(range.low)
    slider.max = String(range.high)
    slider.hidden = range.low === range.high
    present.id = `hb-lever-${this.id}-now`
    for (const option of all(present, "option", HTMLOptionElement)) option.value = String(range.now)
    slider.setAttribute("list", present.id)
  }

  #typed() {
    return this.words.typed(this.id, this.field.value)
  }

  #type() {
    if (this.field.value.trim() && this.#typed() === undefined) return
    this.setFault("")
    this.give(this.#typed())
  }

  #leave() {
    const { id, words, field } = this
    const isWrong = field.value.trim() && this.#typed() === undefined
    this.setFault(isWrong ? wrongNumber(field.value, words.field(id, words.base(id))) : "")
    if (!isWrong) field.value = words.field(id, this.#typed() ?? words.base(id))
  }

  #slide() {
    const place = Number(this.slider.value)
    this.setFault("")
    this.give(place === this.range.now ? undefined : significant((this.range.unit * place) / 100, SLIDER_DIGITS))
  }
}

/** @param {number} value @param {number} base */
export const isElsewhere = (value, base) => subtract(value, base) !== 0
