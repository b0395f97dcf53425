import { armOf } from '../../../widget/lazy/arms.ts'
import { hexOf } from './bytes.ts'

/** The running experiment of a public answer: `experiment` of `GET /p/{pk}/recommendations`. */
export type RunningExperiment = {
  experiment_id: string
  /** `customer` if signed-in customers are drawn, and not browsers. */
  unit?: 'customer' | undefined
  arms: readonly { arm: string; share: number; holdout: boolean }[]
}

/** Who is drawn. */
export type DrawnVisitor = {
  /** The value of the cookie `pairwell_visitor`; only with the visitor's consent. */
  visitor_id?: string | undefined
  /** The token of the signed-in customer, for an experiment by customer. */
  customer_token?: string | undefined
}

/**
 * The arm of a visitor, drawn by the code that the page draws with, for `&arm=` of `GET /p/{pk}/panel.html`. Undefined for a visitor without
 * an id, for one outside the shares of all arms, and where customers are drawn and none is signed in: then omit `arm`.
 */
export function drawArm(
  experiment: RunningExperiment,
  { visitor_id = '', customer_token }: DrawnVisitor,
): { arm: string; holdout: boolean } | undefined {
  const arms = experiment.arms.map(({ arm, share, holdout }) => ({ arm, share, holdout }))
  const { experiment_id, unit } = experiment
  const asked = { experiment: { experiment_id, ...(unit && { unit }), arms } }
  const { arm, holdout = false } = armOf(asked, visitor_id, customer_token).place ?? {}
  return arm === undefined ? undefined : { arm, holdout }
}

/** Bytes of a visitor's id. */
const ID_BYTES = 16

/** A new value for the cookie `pairwell_visitor`: 32 hex digits of 128 random bits. Set it only with the visitor's consent. */
export const newVisitorId = (): string => hexOf(crypto.getRandomValues(new Uint8Array(ID_BYTES)))
