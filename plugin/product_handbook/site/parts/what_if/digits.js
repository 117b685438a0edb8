/* Decimal digits of the browser's own numbers. Twelve of their sixteen digits are looked at: the others hold what
   computing in twos has left behind. */

export const MOST_DIGITS = 12
const NOTHING = 1e-13

/* The sum; zero where only the last digits differ. 0.3 - 0.1 - 0.2 is nothing, and a division by it is refused. */
/** @param {number} a @param {number} b @returns {number} */
export function add(a, b) {
  const sum = a + b
  return Math.abs(sum) < NOTHING * Math.max(Math.abs(a), Math.abs(b)) ? 0 : sum
}

/** @param {number} a @param {number} b @returns {number} */
export const subtract = (a, b) => add(a, -b)

/** @param {number} x @returns {number} */
export const clean = (x) => Number(x.toPrecision(MOST_DIGITS))

/* The digits of a number, and the power of ten of the first one. */
/** @param {number} x @returns {[string, number]} */
function digitsAndPower(x) {
  const [digits, power] = x.toExponential(MOST_DIGITS - 1).split("e")
  return [digits, Number(power)]
}

/* The power of ten of the first digit; 0 for zero. */
/** @param {number} x @returns {number} */
export const magnitude = (x) => digitsAndPower(x)[1]

/* Moves the point; unlike a product with a power of ten, this leaves the digits as they are. */
/** @param {number} x @param {number} power @returns {number} */
export function shifted(x, power) {
  const [digits, own] = digitsAndPower(x)
  return Number(`${digits}e${own + power}`)
}

/* The nearest number with so many places after the point, halves away from zero; tens and up below 0. */
/** @param {number} x @param {number} places @returns {number} */
export function rounded(x, places) {
  if (magnitude(x) + places >= MOST_DIGITS) return clean(x)
  return Math.sign(x) * shifted(Math.round(shifted(Math.abs(x), places)), -places)
}

/* The nearest number with so many digits. */
/** @param {number} x @param {number} digits @returns {number} */
export const significant = (x, digits) => rounded(x, digits - 1 - magnitude(x))

/* Without a power of ten: -0.05. */
/** @param {number} x @returns {string} */
export function plain(x) {
  const [text, power] = digitsAndPower(Math.abs(x))
  const digits = text.replace(".", "").replace(/0+$/, "")
  const whole = power < 0 ? "0" : digits.slice(0, power + 1).padEnd(power + 1, "0")
  const places = power < 0 ? "0".repeat(-power - 1) + digits : digits.slice(power + 1)
  return (x < 0 ? "-" : "") + whole + (places && `.${places}`)
}
