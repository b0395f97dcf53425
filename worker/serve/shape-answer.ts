import type {
  AnyAnswer,
  PageAnswer,
  Recommendation,
  RecommendationQuery,
} from '../../schema/serving/recommendations.ts'
import { sha256 } from '../http/sha256.ts'

/** The answer in the shape that was asked for: with `panels` all panels of the page, else the one panel. */
export async function shapeAnswer(
  question: RecommendationQuery,
  answers: Recommendation[],
): Promise<AnyAnswer> {
  const [first] = answers
  if (!question.panels && first) return first
  return await pageAnswer(answers)
}

/** The panels of a page, with an id of their own. */
export async function pageAnswer(panels: Recommendation[]): Promise<PageAnswer> {
  const ids = await sha256(panels.map(({ recommendation_id }) => recommendation_id).join())
  return { recommendation_id: `r_${ids.slice(0, 24)}`, panels }
}
