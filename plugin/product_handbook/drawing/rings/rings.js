/* On a screen that is narrower than a value web, the web begins at the company in its middle, not at its left edge;
   where the reader has moved it already, it stays. */
export function centreWebs() {
  for (const scroll of document.querySelectorAll(".hb-web .hb-scroll")) {
    const company = scroll.querySelector(".hb-card")
    if (!company || scroll.scrollLeft) continue
    const [frame, card] = [scroll.getBoundingClientRect(), company.getBoundingClientRect()]
    scroll.scrollLeft = card.left + card.width / 2 - frame.left - frame.width / 2
  }
}
