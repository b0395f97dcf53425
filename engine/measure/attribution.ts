import { DAY } from '../../vocabulary/time.ts'
import { apportion } from './apportion.ts'

/** Attribution models. None of them measures cause and effect; only an experiment does. */
export const ATTRIBUTION_MODELS = ['last', 'first', 'linear', 'position', 'time_decay', 'shapley'] as const
export type AttributionModel = (typeof ATTRIBUTION_MODELS)[number]

/** A purchase and the touches that led to it; `value` in whole minor units. */
export type Path = {
  /** Touches before it, oldest first, each with its channel (a placement, an item, an arm …); at least one. */
  touches: readonly { at: number; channel: string }[]
  /** UTC milliseconds of the purchase. */
  at: number
  value: number
}

/** Share of the first and of the last touch in position-based attribution; the touches between share the rest. */
const END = 0.4
/** Half-life of a touch in time-decay attribution: 7 days, the usual setting of shop reports. */
const HALF_LIFE = 7 * DAY

const WEIGHTS: Readonly<Record<Exclude<AttributionModel, 'shapley'>, (path: Path) => number[]>> = {
  last: ({ touches }) => touches.map((_, at) => (at === touches.length - 1 ? 1 : 0)),
  first: ({ touches }) => touches.map((_, at) => (at === 0 ? 1 : 0)),
  linear: ({ touches }) => touches.map(() => 1),
  position: ({ touches: { length } }) =>
    Array.from({ length }, (_, at) => {
      if (length <= 2) return 1
      return at === 0 || at === length - 1 ? END : (1 - 2 * END) / (length - 2)
    }),
  time_decay: ({ touches, at }) => touches.map((touch) => 2 ** (-(at - touch.at) / HALF_LIFE)),
}

/**
 * Credits the value of purchases to the channels that touched them; the credits add up to the value exactly.
 *
 * Shapley: the value of a set of channels is what the journeys bring whose touches are all in the set. This game is a sum of
 * one simple game per journey, in which the channels of the journey are interchangeable. So each path is credited equally to
 * its distinct channels, and a journey without a purchase credits nobody.
 * @see L. S. Shapley (1953), Contributions to the Theory of Games II, 307–317; K. Zhao et al. (2018), arXiv 1804.05327
 */
export function attribute(paths: Iterable<Path>, model: AttributionModel): Map<string, number> {
  const credited = new Map<string, number>()
  for (const path of paths) {
    const channels =
      model === 'shapley'
        ? [...new Set(path.touches.map(({ channel }) => channel))].sort()
        : path.touches.map(({ channel }) => channel)
    const weights = model === 'shapley' ? channels.map(() => 1) : WEIGHTS[model](path)
    const parts = apportion(path.value, weights)
    channels.forEach((channel, at) => {
      credited.set(channel, (credited.get(channel) ?? 0) + (parts[at] ?? 0))
    })
  }
  return credited
}
