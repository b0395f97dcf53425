import { digamma, logGamma } from '../numbers/gamma.ts'
import { minimize, type Valued } from '../numbers/minimize.ts'

/** What one customer spends: the number of purchases and their mean value, in any unit of money, > 0. */
export type Spending = { purchases: number; mean: number }

/**
 * Parameters of the gamma-gamma model: the values of a customer's purchases are gamma distributed (shape p) around a mean of the
 * customer's own; over the customers the scale is gamma distributed (shape q, scale γ, in the unit of money).
 */
export type GammaGamma = { p: number; q: number; gamma: number }

/** Bounds of the logarithms of p and q, as in engine/customer/bg-nbd.ts. */
const BOUND = 8

/**
 * Fits the model by maximum likelihood. Deterministic. Yields now and then.
 * @param customers at least one
 * @see P. Fader, B. Hardie (2013), The Gamma-Gamma Model of Monetary Value, equation 1a
 */
export function* fitGammaGamma(customers: readonly Spending[]): Generator<undefined, GammaGamma> {
  // In units of the mean, so that the start suits every currency.
  const unit = customers.reduce((sum, { mean }) => sum + mean, 0) / customers.length
  const scaled = customers.map(({ purchases, mean }) => ({ purchases, mean: mean / unit }))
  const { at } = yield* minimize((logs) => minusLogLikelihood(scaled, logs), [1, 1, 0])
  const { p, q, gamma } = parametersOf(at)
  return { p, q, gamma: gamma * unit }
}

const parametersOf = (logs: readonly number[]): GammaGamma => {
  const [p = 1, q = 1, gamma = 1] = logs.map((log) => Math.exp(Math.min(BOUND, Math.max(-BOUND, log))))
  return { p, q, gamma }
}

function minusLogLikelihood(customers: readonly Spending[], logs: readonly number[]): Valued {
  const { p, q, gamma } = parametersOf(logs)
  let value = 0
  const by = { p: 0, q: 0, gamma: 0 }
  for (const { purchases: x, mean } of customers) {
    const [shape, scale] = [p * x, gamma + mean * x]
    const logScale = Math.log(scale)
    const whole = digamma(shape + q)
    value +=
      logGamma(shape + q) -
      logGamma(shape) -
      logGamma(q) +
      q * Math.log(gamma) +
      (shape - 1) * Math.log(mean) +
      shape * Math.log(x) -
      (shape + q) * logScale
    by.p += x * (whole - digamma(shape) + Math.log(mean) + Math.log(x) - logScale)
    by.q += whole - digamma(q) + Math.log(gamma) - logScale
    by.gamma += q / gamma - (shape + q) / scale
  }
  return { value: -value, gradient: [-by.p * p, -by.q * q, -by.gamma * gamma] }
}

/**
 * Mean value that is expected of a customer's purchases: between the customer's own mean and that of all, by the number of purchases.
 * @returns in the unit of the fit; the customer's own mean where q makes the mean of all infinite
 */
export function expectedSpending({ p, q, gamma }: GammaGamma, { purchases: x, mean }: Spending): number {
  const divisor = p * x + q - 1
  return divisor > 0 ? (p * (gamma + x * mean)) / divisor : mean
}
