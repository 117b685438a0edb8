/* Material's instant navigation reads `href` of the link that was clicked as a text, which it is not in an SVG.
   So a plain click on a link in a drawing becomes one on an HTML link, and all other clicks on it (new tab, new window)
   are left to the browser. Without Material nothing changes for the reader. */
const XLINK = "http://www.w3.org/1999/xlink"

export function followLinksOfDrawings() {
  document.addEventListener("click", follow, true)
}

/** @param {MouseEvent} event */
function follow(event) {
  const link = event.target instanceof Element && event.target.closest(".hb-drawing a")
  if (!link) return
  event.stopPropagation()
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const plain = document.createElement("a")
  plain.href = link.getAttributeNS(XLINK, "href") ?? ""
  plain.target = link.getAttribute("target") ?? ""
  plain.hidden = true
  document.body.append(plain)
  plain.click()
  plain.remove()
}
