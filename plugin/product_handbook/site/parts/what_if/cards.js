/* The cards of the page's drawings, which show a scenario too. */
import { all } from "../../writing/dom.js"
import { isKnown } from "./scenario.js"
import { NOT_COMPUTABLE } from "./words.js"

/** @import { Move, Words } from "./words.js" */
/** @typedef {{ id: string, card: Element, value: Element, title: Element | null, text: string, said: string }} Card */

const LOOKS = ["hb-moved", "hb-what-if"] // the second hides what was reported of a value (cards.css)

/** @param {Words} words @returns {Card[]} */
function cardsOf(words) {
  return all(document, ".hb-drawing .hb-value[data-metric]", SVGElement).flatMap((value) => {
    const [id, card] = [value.dataset.metric ?? "", value.closest(".hb-card")]
    if (!card || !words.nodes.has(id)) return []
    const title = card.querySelector(":scope > title")
    return [{ id, card, value, title, text: value.textContent, said: title?.textContent ?? "" }]
  })
}

/** @param {Card} card @param {string} text @param {string} said @param {boolean} isMoved */
function write({ card, value, title }, text, said, isMoved) {
  value.textContent = text
  if (title) title.textContent = said
  for (const look of LOOKS) card.classList.toggle(look, isMoved)
}

export class ScenarioCards {
  /** @param {Words} words */
  constructor(words) {
    this.words = words
    this.cards = cardsOf(words)
  }

  restore() {
    for (const card of this.cards) write(card, card.text, card.said, false)
    for (const note of document.querySelectorAll(".hb-scenario-note")) note.remove()
  }

  /* Writes what moves on its card, and a note over each drawing with such cards. */
  /** @param {Map<string, Move>} moves @param {() => Element} note */
  show(moves, note) {
    this.restore()
    const figures = new Set()
    for (const card of this.cards) {
      const move = moves.get(card.id)
      if (!move?.sign) continue
      const text = isKnown(move.then) ? `${move.sign} ${this.words.short(card.id, move.then)}` : NOT_COMPUTABLE
      write(card, text, this.words.cardTitle(card.id, move), true)
      figures.add(card.card.closest(".hb-figure"))
    }
    for (const figure of figures) figure?.before(note())
  }
}
