/* Material 9.8 leaves the search dialog, and each section of the navigation whose own page is its heading, without a
   name, so that people who hear a page cannot tell them apart. Each instant navigation makes them anew. */
{
  const name = () => {
    const search = document.querySelector('.md-search[role="dialog"]')
    search?.setAttribute("aria-label", search.querySelector("input").placeholder)
    for (const section of document.querySelectorAll(".md-nav__item--nested > .md-nav"))
      section.setAttribute("aria-label", section.parentElement.querySelector(".md-nav__link").textContent.trim())
  }
  window.document$ ? window.document$.subscribe(name) : name()
}
