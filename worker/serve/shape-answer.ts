import type { RecommendationQuery } from '../../schema/serving/questions.ts'
import type { AnyAnswer, PageAnswer, Recommendation } from '../../schema/serving/recommendations.ts'
import { sha256 } from '../http/sha256.ts'

/** The answer in the requested shape: all panels of the page for `panels`, else one panel. */
export async function shapeAnswer(
  question: RecommendationQuery,
  answers: Recommendation[],
): Promise<AnyAnswer> {
  const [first] = answers
  if (!question.panels && first) return first
  return await pageAnswer(answers)
}

/** The panels of a page with a common id. */
export async function pageAnswer(panels: Recommendation[]): Promise<PageAnswer> {
  const ids = await sha256(panels.map(({ recommendation_id }) => recommendation_id).join())
  return { recommendation_id: `r_${ids.slice(0, 24)}`, panels }
}
