import { CHOICE_FEATURES } from '../../engine/choice/choice-features.ts'
import type { FamilyFacts } from '../../engine/choice/family-facts.ts'
import type { FamilyNames } from '../../engine/choice/family-names.ts'
import { type PackedFacts, unpackFacts } from '../../engine/choice/pack-facts.ts'
import type { PropensityModel } from '../../engine/choice/propensity-model.ts'
import { TIMING_FEATURES } from '../../engine/choice/timing.ts'
import type { PropensityModelRow } from '../../schema/customers/propensities.ts'
import { readPropensityModel } from '../store/customers/propensities.ts'
import type { Store } from '../store/open.ts'

/** Days ahead for which propensities are. */
export const WINDOW_DAYS = 30

/** Everything that scoring needs besides a person's orders, as it is stored. */
export type StoredModel = {
  window_days: number
  /** Version of the features: a model with other features is not used. */
  features: string
  fit: PropensityModel
  names: FamilyNames
  facts: PackedFacts
  /** Brands by number; '' for none. */
  brands: string[]
  /** The most bought items by id with their shares of all orders, and the number of the family of each, −1 for none. */
  popular: [item_id: string, share: number, family: number][]
}

/** Names of all features: when a release changes them, the weights of before mean nothing. */
export const FEATURES = [...CHOICE_FEATURES, ...TIMING_FEATURES].join(' ')

/** A model that can score, and its row. */
export type LoadedModel = { row: PropensityModelRow; model: StoredModel; facts: FamilyFacts }

/** Reads the shop's model; undefined when there is none, or it was made with other features. */
export async function loadModel(store: Store): Promise<LoadedModel | undefined> {
  const row = await readPropensityModel(store)
  return row && loaded(row)
}

/** The model of a row. */
export function loaded(row: PropensityModelRow): LoadedModel | undefined {
  if (!row.model || !isStored(row.model)) return undefined
  return { row, model: row.model, facts: unpackFacts(row.model.facts) }
}

/** Only `writePropensityModel` makes such rows, so a row with these features has all the rest. */
const isStored = (model: object): model is StoredModel => 'features' in model && model.features === FEATURES
