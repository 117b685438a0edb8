/* What every page of the handbook does. A page that carries its script in itself, as exported ones do, runs it anew at
   each instant navigation, hence the mark. (Of a page that is opened as a file, Material never tells its subscribers
   that there is one, so everything also begins by itself.) */
import { followLinksOfDrawings } from "../../drawing/cards/cards.js"
import { centreWebs } from "../../drawing/rings/rings.js"
import { nameRegions } from "./material.js"
import { offerDownloads } from "./tables.js"

function showPage() {
  nameRegions()
  offerDownloads()
  centreWebs()
}

if (!document.documentElement.dataset.hbStarted) {
  document.documentElement.dataset.hbStarted = "true"
  followLinksOfDrawings()
  const { document$ } = /** @type {{ document$?: { subscribe(act: () => void): void } }} */ (window)
  document$?.subscribe(showPage)
}
showPage()
