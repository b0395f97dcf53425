import { digamma, logGamma } from '../numbers/gamma.ts'
import { hypergeometric } from '../numbers/hypergeometric.ts'
import { minimize, type Valued } from '../numbers/minimize.ts'

/**
 * The purchases of one customer, as the model sees them. Times are in weeks since the first purchase.
 */
export type Purchasing = {
  /** Purchases after the first, ≥ 0. */
  repeats: number
  /** Time of the last purchase; 0 without a repeat. */
  last: number
  /** Time until now, ≥ `last`. */
  age: number
}

/**
 * Parameters of the BG/NBD model: while they are customers, people buy at random with a rate that is gamma distributed (shape r, scale
 * 1 / α weeks); after each purchase they leave with a probability that is beta distributed (a, b).
 */
export type BgNbd = { r: number; alpha: number; a: number; b: number }

/** Where the fit begins: a customer of a month between purchases, one in three leaves. */
const START: BgNbd = { r: 0.5, alpha: 5, a: 1, b: 2 }
/** Bounds of the logarithms of the parameters: beyond e^±8 the likelihood is flat. */
const BOUND = 8

/**
 * Fits the model by maximum likelihood. Deterministic. Yields now and then.
 * @see P. Fader, B. Hardie, K. L. Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24, 275–284, equation 6
 */
export function* fitBgNbd(
  customers: readonly Purchasing[],
): Generator<undefined, BgNbd & { log_likelihood: number }> {
  const most = customers.reduce((all, { repeats }) => Math.max(all, repeats), 0)
  const start = [START.r, START.alpha, START.a, START.b].map(Math.log)
  const { at, value } = yield* minimize((logs) => minusLogLikelihood(customers, most, logs), start)
  return { ...parametersOf(at), log_likelihood: -value }
}

const parametersOf = (logs: readonly number[]): BgNbd => {
  const [r = 1, alpha = 1, a = 1, b = 1] = logs.map((log) => Math.exp(Math.min(BOUND, Math.max(-BOUND, log))))
  return { r, alpha, a, b }
}

/** Minus the log-likelihood, and its gradient by the logarithms of the parameters. */
function minusLogLikelihood(customers: readonly Purchasing[], most: number, logs: readonly number[]): Valued {
  const { r, alpha, a, b } = parametersOf(logs)
  // What depends on the number of repeats alone.
  const countOf = (x: number) => ({
    constant:
      logGamma(r + x) -
      logGamma(r) +
      r * Math.log(alpha) +
      logGamma(a + b) +
      logGamma(b + x) -
      logGamma(b) -
      logGamma(a + b + x),
    r: digamma(r + x) - digamma(r) + Math.log(alpha),
    a: digamma(a + b) - digamma(a + b + x),
    b: digamma(a + b) + digamma(b + x) - digamma(b) - digamma(a + b + x),
  })
  const counts = Array.from({ length: most + 1 }, (_, x) => countOf(x))
  let value = 0
  const by = { r: 0, alpha: 0, a: 0, b: 0 }
  for (const { repeats: x, last, age } of customers) {
    const count = counts[x] ?? countOf(x)
    const [logAge, logLast] = [Math.log(alpha + age), Math.log(alpha + last)]
    const stayed = -(r + x) * logAge
    const left = x > 0 ? Math.log(a / (b + x - 1)) - (r + x) * logLast : Number.NEGATIVE_INFINITY
    const most = Math.max(stayed, left)
    const sum = most + Math.log(Math.exp(stayed - most) + Math.exp(left - most))
    // Probability that the customer has left.
    const gone = Math.exp(left - sum)
    value += count.constant + sum
    by.r += count.r - (1 - gone) * logAge - gone * logLast
    by.alpha += r / alpha - (r + x) * ((1 - gone) / (alpha + age) + gone / (alpha + last))
    by.a += count.a + gone / a
    by.b += count.b - (x > 0 ? gone / (b + x - 1) : 0)
  }
  return { value: -value, gradient: [-by.r * r, -by.alpha * alpha, -by.a * a, -by.b * b] }
}

/** Odds that a customer has left, against being one still. */
const oddsGone = ({ r, alpha, a, b }: BgNbd, { repeats, last, age }: Purchasing): number =>
  repeats === 0 ? 0 : (a / (b + repeats - 1)) * ((alpha + age) / (alpha + last)) ** (r + repeats)

/** Probability that a customer is one still, 0 to 1; 1 without a repeat, because in this model people leave after a repeat. */
export const probabilityAlive = (model: BgNbd, customer: Purchasing): number =>
  1 / (1 + oddsGone(model, customer))

/**
 * Purchases that are expected of a customer in the coming time.
 * @param weeks ≥ 0
 * @see Fader, Hardie, Lee (2005), equation 10
 */
export function expectedPurchases(model: BgNbd, customer: Purchasing, weeks: number): number {
  const { r, alpha, b } = model
  const { repeats, age } = customer
  // The formula divides by a − 1; beside 1 its limit is approached.
  const a = Math.abs(model.a - 1) < NEAR_ONE ? 1 + NEAR_ONE : model.a
  const [x, end] = [repeats, alpha + age + weeks]
  const stays = ((alpha + age) / end) ** (r + x) * hypergeometric(r + x, b + x, a + b + x - 1, weeks / end)
  return ((a + b + x - 1) / (a - 1)) * (1 - stays) * probabilityAlive(model, customer)
}

/** Distance of `a` from 1 below which the difference of two equal numbers would decide. */
const NEAR_ONE = 1e-6
