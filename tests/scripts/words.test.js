import assert from "node:assert/strict"
import { test } from "node:test"
import { format, parse } from "../../plugin/product_handbook/site/parts/what_if/address.js"
import { sliderRange } from "../../plugin/product_handbook/site/parts/what_if/lever.js"
import { Words, badLink, moreInputs, noteText } from "../../plugin/product_handbook/site/parts/what_if/words.js"

const language = {
  point: ".",
  group: ",",
  grouping: [3, 3],
  words: [
    [0, "", ""],
    [0, "", ""],
    [0, "", ""],
    [3, "", " k"],
    [3, "", " k"],
    [3, "", " k"],
  ],
  percent: ["", " %"],
}
const shown = { kind: "number", before: "", after: "", factor: 1, places: 0, sign: "" }
const users = { ...shown, beside: ["users", "user"], besideField: ["users", "user"] }
const leaf = (id, base) => ({
  id,
  base,
  rest: "0",
  program: [],
  operands: [],
  drivers: [],
  name: id,
  href: "",
  format: 0,
})
const model = {
  language,
  formats: [users],
  nodes: [leaf("a", "1200"), leaf("b", "1")],
  roots: [],
  levers: [],
  believed: [],
  asOf: { b: "May 2026" },
}
const words = new Words(model)

test("a unit is in the singular beside a 1", () => {
  assert.deepEqual([words.unit("a", 1200), words.unit("b", 1)], ["users", "user"])
  assert.deepEqual([words.exact("a", 1200), words.exact("b", -1)], ["1,200 users", "−1 user"])
  assert.deepEqual([words.fieldUnit("b", "1"), words.fieldUnit("b", "11")], ["user", "users"])
})

test("a move has a sign, a size and a share", () => {
  assert.deepEqual(words.move("a", 1500, 1200), { from: 1200, then: 1500, sign: "▲", change: "+300 (+25 %)" })
  assert.deepEqual(words.move("a", 1200.0000000000002, 1200), { from: 1200, then: 1200, sign: "", change: "" })
  assert.equal(words.move("a", { cause: "division_by_zero", metric: "b" }, 1200).change, "b would divide by zero")
})

test("beliefs are told from arithmetic", () => {
  const [both, half, none] = [1500, 1300, 1200].map((value) => words.move("a", value, 1200))
  assert.equal(words.belief("a", both, none), "all of it from believed influences")
  assert.equal(words.belief("a", both, half), "of which +200 from believed influences")
  assert.equal(words.belief("a", both, both), "")
  assert.equal(words.present("b", words.move("b", 2, 1)), "now 1 (as of May 2026), 2 with believed influences")
})

test("sentences count in the singular and the plural", () => {
  assert.match(noteText(1, ""), /: 1 input changed\. $/)
  assert.match(noteText(2, ""), /: 2 inputs changed\. $/)
  assert.match(noteText(2, "kept for 12 periods"), /: 2 inputs changed, kept for 12 periods\. $/)
  assert.equal(moreInputs(1), "1 more input")
  assert.equal(badLink(["x", "y"]), "Part of this link was left out: x; y.")
})

test("an address holds a scenario, and what it holds besides is named", () => {
  const moved = new Map([
    ["a", 0.04],
    ["b", 1e21],
  ])
  const text = format(moved, false, true)
  assert.equal(text, `a:0.04,b:1${"0".repeat(21)},kept,without-beliefs`)
  assert.deepEqual(parse(text, ["a", "b"]), { moved, withBeliefs: false, isKept: true, faults: [] })
  const { faults } = parse("gone:3,a:NaN,a", ["a"])
  assert.deepEqual(faults, ["“gone” is not an input here", "“NaN” is not a number", "“” is not a number"])
})

test("a slider goes from half to double, a share at most to one", () => {
  assert.deepEqual(sliderRange(40, false), { unit: 40, low: 50, high: 200, now: 100 })
  assert.deepEqual(sliderRange(-40, false), { unit: 40, low: -200, high: -50, now: -100 })
  assert.equal(sliderRange(0.8, true).high, 125)
  assert.deepEqual(sliderRange(0, true), { unit: 1, low: 0, high: 100, now: 0 })
  assert.equal(sliderRange(0, false).high, 0)
})
