/* The scenario in the address of the page: `what-if=churn_rate:0.01,trials:9000,kept,without-beliefs`, in the query or,
   failing that, in the anchor. */
import { plain } from "./digits.js"
import { unknownInput, unreadableValue } from "./words.js"

const NAME = "what-if"
const NO_BELIEFS = "without-beliefs"
const KEPT = "kept"
const NUMBER = /^-?(\d+\.?\d*|\.\d+)$/
const LONGEST = 80

/** @typedef {{ moved: Map<string, number>, withBeliefs: boolean, isKept: boolean, faults: string[] }} Written */

/** @returns {string} */
function textInAddress() {
  const found = new RegExp(`[?&#]${NAME}=([^&#]*)`).exec(location.search + location.hash)
  if (!found) return ""
  try {
    return decodeURIComponent(found[1])
  } catch {
    return found[1]
  }
}

/* What a text of the address asks for, and what of it this page does not have. */
/** @param {string} text @param {string[]} levers @returns {Written} */
export function parse(text, levers) {
  /** @type {Written} */
  const written = { moved: new Map(), withBeliefs: true, isKept: false, faults: [] }
  for (const part of text.split(",").filter(Boolean)) {
    const [id, value = ""] = part.split(":")
    if (part === NO_BELIEFS) written.withBeliefs = false
    else if (part === KEPT) written.isKept = true
    else if (!levers.includes(id)) written.faults.push(unknownInput(id))
    else if (!NUMBER.test(value) || value.length > LONGEST) written.faults.push(unreadableValue(value))
    else written.moved.set(id, Number(value))
  }
  return written
}

/** @param {Map<string, number>} moved @param {boolean} withBeliefs @param {boolean} isKept @returns {string} */
export function format(moved, withBeliefs, isKept) {
  const parts = [...moved].map(([id, value]) => `${id}:${plain(value)}`)
  return [...parts, ...(isKept ? [KEPT] : []), ...(withBeliefs ? [] : [NO_BELIEFS])].join(",")
}

/** @param {string[]} levers @returns {Written} */
export const readAddress = (levers) => parse(textInAddress(), levers)

/** @param {string} text */
export function writeAddress(text) {
  const others = location.search
    .slice(1)
    .split("&")
    .filter((part) => part && !part.startsWith(`${NAME}=`))
  const query = [...others, ...(text ? [`${NAME}=${text}`] : [])].join("&")
  const hash = location.hash.startsWith(`#${NAME}=`) ? "" : location.hash
  try {
    history.replaceState(history.state, "", (query && `?${query}`) + hash || location.pathname)
  } catch {
    location.replace(`#${NAME}=${text}`) // a browser that lets no query be added to a file's address
  }
}
