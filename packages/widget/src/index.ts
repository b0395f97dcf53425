export type { Gain, Recommendation, RecommendedItem } from './generated/answer.ts'
export { loadPairwell, type PairwellOptions } from './load.ts'
export type {
  AddDetail,
  AddedDetail,
  CartDetail,
  EventName,
  Intent,
  OfferAttributes,
  PageFunctions,
  PairwellApi,
  PairwellBefore,
  PanelAnswer,
  PanelAttributes,
  Placement,
  Purchase,
  Question,
} from './types.ts'
