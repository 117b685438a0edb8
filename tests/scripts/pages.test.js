import assert from "node:assert/strict"
import { test } from "node:test"
import { countText, fits, plain } from "../../plugin/product_handbook/site/pages/requests/log.js"
import { harmless, ungrouped } from "../../plugin/product_handbook/site/writing/csv.js"
import { fileName } from "../../plugin/product_handbook/site/writing/tables.js"

test("words are found whatever their accents, capitals and spaces", () => {
  assert.equal(plain("  Récording\n GEARBOX "), "recording gearbox")
  const entry = {
    facts: { decision: "done", segment: "vans", group: "future", theme: "offline" },
    words: "a van on the road",
  }
  const any = { q: "", decision: "", segment: "", theme: "" }
  assert.equal(fits(entry, any), true)
  assert.equal(fits(entry, { ...any, q: "Road VAN", segment: "future" }), true)
  assert.equal(fits(entry, { ...any, theme: "audit" }), false)
})

test("the count is in words", () => {
  assert.deepEqual(
    [countText(20, 20), countText(1, 20), countText(0, 20), countText(1, 1)],
    ["All 20 requests", "1 of 20 requests", "None of 20 requests", "All 1 request"],
  )
})

test("a spreadsheet gets numbers as numbers and no formula", () => {
  assert.deepEqual(
    ["1,423", "−1,423,456.5", "12 %", "n/a"].map((text) => ungrouped(text, true)),
    ["1423", "-1423456.5", "12 %", "n/a"],
  )
  assert.equal(ungrouped("1,423", false), "1,423")
  assert.deepEqual(["=1+1", "-3", "@a"].map(harmless), ["'=1+1", "-3", "'@a"])
})

test("a file is named after its table and its page", () => {
  assert.equal(fileName("What one percent more does", "/north-star/"), "north-star-what-one-percent-more-does.csv")
  assert.equal(fileName("", "/tree/index.html"), "tree-table.csv")
  assert.equal(fileName("Owners of metrics", "/owners.html"), "owners-of-metrics.csv")
})
