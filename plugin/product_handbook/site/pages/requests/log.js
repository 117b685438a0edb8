/* The log of requests as it stands on the page, and which of them fit what a reader wants. */
import { count } from "../../writing/dom.js"

/** @typedef {{ q: string, decision: string, segment: string, theme: string }} Wanted */
/** @typedef {{ decision?: string, segment?: string, group?: string, theme?: string }} Facts */
/** @typedef {{ nodes: HTMLElement[], facts: Facts, words: string }} Entry A request: its nodes, its facts, its plain words. */
/** @typedef {{ heads: HTMLElement[], entries: Entry[] }} Decision What stands under a decision: its heading, its requests. */

const MARKS = /\p{M}/gu

/* A text as it is searched: without capitals, accents and more than one space. */
/** @param {string} text @returns {string} */
export const plain = (text) => text.normalize("NFKD").replace(MARKS, "").toLowerCase().replace(/\s+/g, " ").trim()

/* The anchor of a decision or a request stands above its heading; in an export it is a link without an address. */
/** @param {Element} node @param {string} kind */
const isStart = (node, kind) =>
  node.matches(`a[name^="${kind}-"]`) ||
  node.querySelector(`:scope > :is(a[name^="${kind}-"], span[id^="${kind}-"])`) !== null

/* The nodes after the form, up to the page's foot, under each decision and each of its requests. */
/** @param {Element} form @returns {Decision[]} */
export function readLog(form) {
  /** @type {Decision[]} */
  const decisions = []
  /** @type {HTMLElement[]} */
  let waiting = []
  for (let node = form.nextElementSibling; node && !node.matches(".hb-source"); node = node.nextElementSibling) {
    if (isStart(node, "decision")) decisions.push({ heads: (waiting = []), entries: [] })
    else if (isStart(node, "request")) decisions.at(-1)?.entries.push({ nodes: (waiting = []), facts: {}, words: "" })
    if (node instanceof HTMLElement) waiting.push(node)
  }
  for (const entry of decisions.flatMap(({ entries }) => entries)) {
    entry.facts = entry.nodes.find((node) => node.matches(".hb-request"))?.dataset ?? {}
    entry.words = plain(entry.nodes.map((node) => node.textContent).join(" "))
  }
  return decisions
}

/** @param {{ facts: Facts, words: string }} entry @param {Wanted} wanted @returns {boolean} */
export function fits({ facts, words }, { q, decision, segment, theme }) {
  return (
    (!decision || facts.decision === decision) &&
    (!segment || facts.segment === segment || facts.group === segment) &&
    (!theme || facts.theme === theme) &&
    plain(q)
      .split(" ")
      .every((word) => words.includes(word))
  )
}

/* Shows what fits, and a decision only where any of its requests does; tells how many requests those are. */
/** @param {Decision[]} decisions @param {Wanted} wanted @returns {number} */
export function showFitting(decisions, wanted) {
  let shown = 0
  for (const { heads, entries } of decisions) {
    const fitting = new Set(entries.filter((entry) => fits(entry, wanted)))
    for (const entry of entries) for (const node of entry.nodes) node.hidden = !fitting.has(entry)
    for (const node of heads) node.hidden = !fitting.size
    shown += fitting.size
  }
  return shown
}

/** @param {number} shown @param {number} all @returns {string} */
export function countText(shown, all) {
  if (shown === all) return `All ${count(all, "request")}`
  return `${shown || "None"} of ${count(all, "request")}`
}
