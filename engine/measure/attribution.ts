import { shareOut } from './apportion.ts'

/** Whom a purchase is credited to: six answers to a question that has none; only an experiment knows. */
export const ATTRIBUTION_MODELS = ['last', 'first', 'linear', 'position', 'time_decay', 'shapley'] as const
export type AttributionModel = (typeof ATTRIBUTION_MODELS)[number]

/** What led to a purchase of some value, in whole minor units. */
export type Path = {
  /** Touches before it, oldest first, each with its channel (a placement, an item, an arm …); at least one. */
  touches: readonly { at: number; channel: string }[]
  /** UTC milliseconds of the purchase. */
  at: number
  value: number
}

/** Both ends of a path get as much, the middle shares the rest: what shop reports call "position-based". */
const END = 0.4
/** Milliseconds after which a touch is worth half: 7 days, as shop reports have it. */
const HALF_LIFE = 7 * 86_400_000

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
 * Shares the value of purchases out among the channels that touched them; the shares add up to the value exactly.
 *
 * Shapley's value of the game in which a set of channels is worth what journeys bring whose touches all lie in it: such
 * a game is a sum of one simple game a journey, in each of which the channels that it touched are alike. So each path is
 * shared equally among its distinct channels; a journey without a purchase is worth nothing to anybody.
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
    const parts = shareOut(path.value, weights)
    channels.forEach((channel, at) => {
      credited.set(channel, (credited.get(channel) ?? 0) + (parts[at] ?? 0))
    })
  }
  return credited
}
