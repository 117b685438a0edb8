/* Decimal numbers of sixty digits, computed as strategy/numbers/arithmetic.py computes them: with the browser's own
   numbers 0.3 - 0.1 - 0.2 is not zero, and a division that must be refused would give some huge value.
   A decimal is [c, e]: c times ten to the power of e, c a BigInt. */
window.hbDecimals ??= (() => {
  const DIGITS = 60
  const ROOT_DIGITS = 50
  const WORKING = 90
  const LARGEST_POWER = 999999
  const ZERO = [0n, 0]
  const ONE = [1n, 0]

  class Uncomputable extends Error {}

  const powers = [1n]
  const ten = (power) => (powers[power] ??= 10n ** BigInt(power))
  const size = (c) => (c < 0n ? -c : c)
  const length = (c) => size(c).toString().length

  /* The power of ten of the first digit; 0 for zero. */
  const magnitude = ([c, e]) => (c ? length(c) + e - 1 : 0)

  /* c without its last `drop` digits; `half` decides what stands exactly between two numbers. */
  const shorten = (c, drop, half) => {
    const unit = ten(drop)
    const whole = size(c) / unit
    const rest = 2n * (size(c) % unit)
    const up = rest > unit || (rest === unit && half(whole))
    return (c < 0n ? -1n : 1n) * (up ? whole + 1n : whole)
  }
  const toEven = (whole) => whole % 2n === 1n
  const away = () => true

  const limits = new Map()
  const finish = ([c, e], digits = DIGITS) => {
    if (!limits.has(digits)) limits.set(digits, ten(digits))
    const drop = size(c) < limits.get(digits) ? 0 : length(c) - digits
    const found = drop ? [shorten(c, drop, toEven), e + drop] : [c, e]
    if (Math.abs(e) < LARGEST_POWER / 2 || !c) return found
    const power = magnitude(found)
    if (power > LARGEST_POWER) throw new Uncomputable("too_large")
    return power < -LARGEST_POWER - DIGITS ? ZERO : found
  }

  const negate = ([c, e]) => [-c, e]
  const abs = ([c, e]) => [size(c), e]
  const add = (a, b, digits = DIGITS) => {
    if (!a[0] || !b[0]) return finish(a[0] ? a : b, digits)
    if (magnitude(a) < magnitude(b)) [a, b] = [b, a]
    if (magnitude(a) - magnitude(b) > 3 * WORKING) return finish(a, digits)
    const e = Math.min(a[1], b[1])
    return finish([a[0] * ten(a[1] - e) + b[0] * ten(b[1] - e), e], digits)
  }
  const subtract = (a, b, digits = DIGITS) => add(a, negate(b), digits)
  const multiply = (a, b, digits = DIGITS) => finish([a[0] * b[0], a[0] && b[0] ? a[1] + b[1] : 0], digits)
  const divide = (a, b, digits = DIGITS) => {
    if (!b[0]) throw new Uncomputable("division_by_zero")
    if (!a[0]) return ZERO
    const more = Math.max(0, digits + 2 + length(b[0]) - length(a[0]))
    const above = size(a[0]) * ten(more)
    let whole = above / size(b[0])
    // A digit that is neither 0 nor 5 at the end tells the rounding that something follows.
    if (above % size(b[0]) && whole % 5n === 0n) whole += 1n
    const sign = a[0] < 0n === b[0] < 0n ? 1n : -1n
    return finish([sign * whole, a[1] - b[1] - more], digits)
  }
  const compare = (a, b) => Number(subtract(a, b)[0] > 0n) - Number(subtract(a, b)[0] < 0n)

  const raise = (base, times, digits) => {
    let [found, square] = [ONE, base]
    for (let left = times; left; left = Math.floor(left / 2)) {
      if (left % 2) found = multiply(found, square, digits)
      if (left > 1) square = multiply(square, square, digits)
    }
    return found
  }

  /* Newton's method, from the root that the browser's own numbers give. */
  const root = (base, degree) => {
    const first = Number(size(base[0]).toString().slice(0, 17)) / 10 ** (Math.min(17, length(base[0])) - 1)
    const log = magnitude(base) / degree
    const whole = Math.floor(log)
    const start = 10 ** (log - whole) * first ** (1 / degree)
    let found = multiply(parse(start.toPrecision(17)), [1n, whole])
    for (let turn = 0; turn < 8; turn += 1) {
      const other = divide(base, raise(found, degree - 1, WORKING), WORKING)
      const sum = add(multiply(found, [BigInt(degree - 1), 0], WORKING), other, WORKING)
      found = divide(sum, [BigInt(degree), 0], WORKING)
    }
    return found
  }

  /* A decimal to the power of times / degree, in lowest terms. */
  const power = (base, times, degree) => {
    if (!times) return ONE
    if (!base[0]) return times < 0 ? divide(ONE, ZERO) : ZERO
    if (degree > 1 && base[0] < 0n) throw new Uncomputable("root_of_negative")
    const from = degree > 1 ? root(base, degree) : base
    const raised = raise(times < 0 ? divide(ONE, from, WORKING) : from, Math.abs(times), WORKING)
    return finish(raised, degree > 1 ? ROOT_DIGITS : DIGITS)
  }

  const parse = (text) => {
    const [, sign, whole, places = "", exponent = 0] = /^(-?)(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i.exec(text)
    return [BigInt(`${sign}${whole}${places}`), Number(exponent) - places.length]
  }

  /* The nearest number with so many places after the point, halves away from zero; tens and up below 0. */
  const rounded = ([c, e], places) => {
    const drop = -places - e
    if (drop <= 0) return [c * ten(-drop), -places]
    return drop > length(c) + 1 ? [0n, -places] : [shorten(c, drop, away), -places]
  }

  /* The nearest number with so many digits. */
  const significant = (number, digits) => {
    const first = rounded(number, digits - 1 - magnitude(number))
    return magnitude(first) === magnitude(number) ? first : rounded(first, digits - 1 - magnitude(first))
  }

  /* Without zeros at the end of its places. */
  const trimmed = ([c, e]) => {
    while (e < 0 && c % 10n === 0n) [c, e] = [c / 10n, e + 1]
    return [c, e]
  }

  /* In plain digits: -0.05. */
  const plain = ([c, e]) => {
    if (e >= 0) return (c * ten(e)).toString()
    const digits = size(c).toString().padStart(1 - e, "0")
    return `${c < 0n ? "-" : ""}${digits.slice(0, e)}.${digits.slice(e)}`
  }

  const min = (...all) => all.reduce((a, b) => (compare(b, a) < 0 ? b : a))
  const max = (...all) => all.reduce((a, b) => (compare(b, a) > 0 ? b : a))
  const mean = (...all) => divide(all.reduce((a, b) => add(a, b), ZERO), [BigInt(all.length), 0])

  return {
    ZERO, ONE, Uncomputable, negate, abs, add, subtract, multiply, divide, compare, power, min, max, mean,
    magnitude, parse, plain, rounded, significant, trimmed,
  }
})()
