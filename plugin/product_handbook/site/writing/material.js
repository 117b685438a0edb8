/* Material 9.8 leaves the search dialog, and each section of the navigation whose own page is its heading, without a
   name, so that people who hear a page cannot tell them apart. Each instant navigation makes them anew. */
export function nameRegions() {
  const search = document.querySelector('.md-search[role="dialog"]')
  search?.setAttribute("aria-label", search.querySelector("input")?.placeholder ?? "")
  for (const section of document.querySelectorAll(".md-nav__item--nested > .md-nav")) {
    const heading = section.parentElement?.querySelector(".md-nav__link")
    section.setAttribute("aria-label", heading?.textContent.trim() ?? "")
  }
}
