/* Material 9.8 leaves the search dialog, and each section of the navigation whose own page is its heading, without a
   name; readers that hear the page could not tell them apart. After an instant navigation they are there anew. */
(() => {
  const name = () => {
    const search = document.querySelector('.md-search[role="dialog"]')
    search?.setAttribute("aria-label", search.querySelector("input").placeholder)
    for (const section of document.querySelectorAll(".md-nav__item--nested > .md-nav[aria-labelledby]"))
      section.setAttribute("aria-label", section.parentElement.querySelector(".md-nav__link").textContent.trim())
  }
  window.document$ ? window.document$.subscribe(name) : name()
})()
