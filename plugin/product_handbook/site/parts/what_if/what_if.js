/* The panel of panel.html.jinja: fields and sliders for inputs, and all that follows from them, in the panel, in the
   drawings of the page and in its address. With instant navigation a page brings its panel and this script anew. */
import { all, element, later, one, onWindow } from "../../writing/dom.js"
import { format, readAddress, writeAddress } from "./address.js"
import { ScenarioCards } from "./cards.js"
import { Lever, isElsewhere } from "./lever.js"
import { followerRow, showResult, spokenResult } from "./results.js"
import { keep } from "./scenario.js"
import { RESET, Words, badLink, beforeWord, moreInputs, noteText } from "./words.js"

/** @import { Model, Move } from "./words.js" */

const FIRST_LEVERS = 8
const PAUSE_FOR_ADDRESS = 250 // ms; Safari allows a hundred changes of the address in half a minute
const PAUSE_FOR_SPEECH = 900

class WhatIf {
  /** @param {HTMLElement} panel */
  constructor(panel) {
    /** @type {Model} */
    this.model = JSON.parse(panel.dataset.model ?? "")
    this.panel = panel
    this.words = new Words(this.model)
    this.cards = new ScenarioCards(this.words)
    this.believe = panel.querySelector(".hb-believe input")
    this.kept = panel.querySelector(".hb-horizon [value=kept]")
    this.onPaper = false
    /** @type {Map<string, number>} The values that the reader has given to levers. */
    this.moved = new Map()
    /** @type {Map<string, Lever>} */
    this.levers = new Map()
    this.speak = later(PAUSE_FOR_SPEECH, () => this.#speak())
    this.remember = later(PAUSE_FOR_ADDRESS, () => this.#remember())
  }

  start() {
    const { panel, model } = this
    this.#obeyAddress()
    this.#addLevers(model.levers.slice(0, FIRST_LEVERS), this.#part(".hb-lever-rows"))
    this.#offerMore(model.levers.slice(FIRST_LEVERS))
    this.#part(".hb-reset").addEventListener("click", () => this.reset())
    this.believe?.addEventListener("change", () => this.#changed())
    for (const choice of all(panel, ".hb-horizon input", HTMLInputElement))
      choice.addEventListener("change", () => this.#changed())
    // Paper has no panel that would say that the picture shows a what-if.
    onWindow(panel, "beforeprint", () => this.#print(true))
    onWindow(panel, "afterprint", () => this.#print(false))
    panel.hidden = false
    this.show()
  }

  show() {
    const { panel, words, moved } = this
    const moves = this.#moves(this.withBeliefs)
    const plainMoves = this.withBeliefs ? this.#moves(false) : moves
    /** @param {string} id @returns {[Move, string]} */
    const told = (id) => [moves[id], words.belief(id, moves[id], plainMoves[id])]
    for (const box of all(panel, ".hb-result", HTMLElement)) {
      const id = box.dataset.root ?? ""
      showResult(box, words, id, ...told(id))
    }
    this.#showFollowers(told)
    this.#part(".hb-horizon-note").hidden = !this.isKept
    for (const [id, lever] of this.levers) lever.show(moves[id], moved.get(id))
    if (moved.size && !this.onPaper) this.cards.show(new Map(Object.entries(moves)), () => this.#note())
    else this.cards.restore()
  }

  reset() {
    this.moved.clear()
    if (this.believe instanceof HTMLInputElement) this.believe.checked = true
    this.#choose(false)
    for (const lever of this.levers.values()) lever.setFault("")
    this.#part(".hb-scenario-notice").hidden = true
    this.#changed()
  }

  get isKept() {
    return this.kept instanceof HTMLInputElement && this.kept.checked
  }

  /** @param {boolean} isKept */
  #choose(isKept) {
    for (const choice of all(this.panel, ".hb-horizon input", HTMLInputElement))
      choice.checked = (choice.value === "kept") === isKept
  }

  get withBeliefs() {
    return this.believe instanceof HTMLInputElement && this.believe.checked
  }

  /** @param {string} selector */
  #part(selector) {
    return one(this.panel, selector, HTMLElement)
  }

  /** @param {boolean} withBeliefs @returns {Record<string, Move>} */
  #moves(withBeliefs) {
    const periods = this.isKept ? this.model.periods : 1
    const { then, still } = keep(this.words.nodes, this.moved, withBeliefs, periods)
    return Object.fromEntries([...then].map(([id, value]) => [id, this.words.move(id, value, still.get(id) ?? value)]))
  }

  /** @param {(id: string) => [Move, string]} told */
  #showFollowers(told) {
    const between = this.model.nodes.map(({ id }) => id).reverse()
    const found = between.filter((id) => !this.moved.has(id) && !this.model.roots.includes(id) && told(id)[0].sign)
    this.#part(".hb-follows tbody").replaceChildren(...found.map((id) => followerRow(this.words, id, ...told(id))))
    this.#part(".hb-follows").hidden = !found.length
    this.#part(".hb-follows-before").textContent = beforeWord(this.isKept)
  }

  #note() {
    const note = element(
      "p",
      noteText(this.moved.size, this.isKept ? (this.kept?.parentElement?.textContent?.trim() ?? "") : ""),
      "hb-scenario-note",
    )
    const back = element("button", RESET, "hb-reset")
    back.type = "button"
    back.addEventListener("click", () => {
      this.reset()
      this.#part(".hb-reset").focus({ preventScroll: true })
    })
    note.append(back)
    return note
  }

  #changed() {
    this.show()
    this.speak()
    this.remember()
  }

  #speak() {
    this.#part("[role=status]").textContent = all(this.panel, ".hb-result", HTMLElement).map(spokenResult).join(". ")
  }

  #remember() {
    if (this.panel.isConnected) writeAddress(format(this.moved, !this.believe || this.withBeliefs, this.isKept))
  }

  /** @param {boolean} isStarting */
  #print(isStarting) {
    this.onPaper = isStarting
    this.show()
  }

  /* Gives a lever a value; none takes it back. What beliefs push may be held where it is now. */
  /** @param {string} id @param {number} [value] */
  #move(id, value) {
    const node = this.words.nodes.get(id)
    if (node && value !== undefined && (isElsewhere(value, node.base) || node.drivers.length)) this.moved.set(id, value)
    else this.moved.delete(id)
  }

  #obeyAddress() {
    const { moved, withBeliefs, isKept, faults } = readAddress(this.model.levers)
    for (const [id, value] of moved) this.#move(id, value)
    if (this.believe instanceof HTMLInputElement) this.believe.checked = withBeliefs
    this.#choose(isKept)
    const notice = this.#part(".hb-scenario-notice")
    notice.textContent = badLink(faults)
    notice.hidden = !faults.length
  }

  /** @param {string[]} ids @param {Element} where */
  #addLevers(ids, where) {
    const template = one(this.panel, ".hb-lever-template", HTMLTemplateElement)
    for (const id of ids) {
      const lever = new Lever(template, id, this.words, (value) => {
        this.#move(id, value)
        this.#changed()
      })
      this.levers.set(id, lever)
      where.append(lever.box)
    }
  }

  /* The weaker inputs wait folded, and are made when a reader unfolds them. */
  /** @param {string[]} ids */
  #offerMore(ids) {
    const more = one(this.panel, ".hb-more-levers", HTMLDetailsElement)
    const unfold = () => {
      if (!more.open || this.levers.size === this.model.levers.length) return
      this.#addLevers(ids, one(more, ".hb-lever-rows", HTMLElement))
      this.show()
    }
    more.hidden = !ids.length
    one(more, "summary", HTMLElement).textContent = moreInputs(ids.length)
    more.addEventListener("toggle", unfold)
    more.open = ids.some((id) => this.moved.has(id))
    unfold()
  }
}

for (const panel of all(document, ".hb-scenario[data-model]", HTMLElement)) if (panel.hidden) new WhatIf(panel).start()
