/* What the scripts of all pages do with elements. */

/* The element that a selector finds; the template that a script belongs to has it. */
/** @template {Element} T @param {ParentNode} root @param {string} selector @param {new () => T} type @returns {T} */
export function one(root, selector, type) {
  const found = root.querySelector(selector)
  if (found instanceof type) return found
  throw new Error(`There is no ${selector} here.`)
}

/** @template {Element} T @param {ParentNode} root @param {string} selector @param {new () => T} type @returns {T[]} */
export function all(root, selector, type) {
  return [...root.querySelectorAll(selector)].flatMap((found) => (found instanceof type ? [found] : []))
}

/** @template {keyof HTMLElementTagNameMap} K @param {K} name @param {string} [text] @param {string} [look] */
export function element(name, text = "", look = "") {
  const made = document.createElement(name)
  made.textContent = text
  if (look) made.className = look
  return made
}

/* Acts once nobody has called for so many milliseconds. */
/** @param {number} pause @param {() => void} act @returns {() => void} */
export function later(pause, act) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  return () => {
    clearTimeout(timer)
    timer = setTimeout(act, pause)
  }
}

/* Whether a click asks for no tab or window of its own. */
/** @param {MouseEvent} event @returns {boolean} */
export const isPlainClick = (event) =>
  !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)

/* Listens to the window for as long as an element is on the page: instant navigation takes it away, not the window. */
/** @param {Element} owner @param {string} type @param {() => void} act */
export function onWindow(owner, type, act) {
  const listener = () => (owner.isConnected ? act() : removeEventListener(type, listener))
  addEventListener(type, listener)
}

/** @param {number} number @param {string} noun @returns {string} */
export const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`
