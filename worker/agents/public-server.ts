import * as v from 'valibot'
import type { EventInput, EventName } from '../../schema/outcomes/events.ts'
import { id } from '../../schema/shapes.ts'
import { readHandle } from './handle.ts'
import { PANEL_URI, panelPage } from './panel-page.ts'
import { ask, itemView, recommend, recommendInput } from './recommend.ts'
import type { AgentServer } from './server.ts'
import { ADDS, READS, ToolFailure, tool } from './tool.ts'

const INSTRUCTIONS =
  'What goes well with items of this shop, and better or cheaper ones of the same kind, each with its evidence from the orders of the shop. Show the reason and any disclosure beside a suggestion. Add nothing to a cart that the shopper has not agreed to. After showing, report what the shopper did.'

/** Characters of a handle: of a cart of 100 ids of 128 characters, three bytes each, in Base64. */
const MAX_HANDLE = 60_000

const handle = v.pipe(
  v.string(),
  v.maxLength(MAX_HANDLE),
  v.description('The recommendation_id of get_recommendations, as it was given.'),
)

/** The events of a page that say the same as a response. */
const EVENTS: Readonly<Record<'viewed' | 'opened' | 'accepted' | 'rejected', readonly EventName[]>> = {
  viewed: ['view_item_list', 'rec_viewable'],
  opened: ['select_item'],
  accepted: ['add_to_cart'],
  rejected: ['rec_dismissed'],
}
const RESPONSES = ['viewed', 'opened', 'accepted', 'rejected'] as const

const recommendTool = (pk: string) =>
  tool(recommendInput, {
    name: 'get_recommendations',
    title: 'What goes well with it',
    description:
      'Suggestions for an item, for a cart, or (with neither) what is bought most, best first. Each has a price in minor units, a reason in words, and evidence: `share` n means that about 1 in n buyers also bought it.',
    hints: READS,
    ui: PANEL_URI,
    run: async (input, api) => await recommend(api, pk, input),
  })

const explainTool = (pk: string) =>
  tool(v.strictObject({ recommendation_id: handle, item_id: id }), {
    name: 'explain_recommendation',
    title: 'Why this item',
    description: 'Why an item was suggested: the sentence for the shopper, and what it is based on.',
    hints: READS,
    async run({ recommendation_id: given, item_id }, api) {
      const { recommendation_id, asked } = readHandle(given)
      const now = await ask(api, pk, asked)
      const item = now.items.find((one) => one.item_id === item_id)
      if (!item) {
        throw new ToolFailure(
          'This item is not, or no longer, among the suggestions. Ask again with get_recommendations.',
        )
      }
      return {
        ...itemView(item),
        ...(item.why !== undefined && { why: item.why }),
        is_unchanged: now.recommendation_id === recommendation_id,
      }
    },
  })

const reportInput = v.strictObject({
  recommendation_id: handle,
  item_ids: v.pipe(v.array(id), v.minLength(1), v.maxLength(10)),
  response: v.pipe(
    v.picklist(RESPONSES),
    v.description(
      'viewed: the shopper was shown them. opened: followed the link. accepted: put into the cart. rejected: does not want them.',
    ),
  ),
})

/** Takes events as those of a browser without consent: counted, and believed no further. */
export type Report = (events: EventInput[]) => Promise<void>

const reportTool = (report: Report) =>
  tool(reportInput, {
    name: 'report_response',
    title: 'What the shopper did',
    description:
      'Counts what a shopper did with suggestions, for the reports of the shop. Report `viewed` when you have shown them; a client that shows the page of get_recommendations reports `viewed` and `opened` by itself. Nothing about the shopper is stored.',
    hints: ADDS,
    async run({ recommendation_id: given, item_ids, response }) {
      const { recommendation_id, asked } = readHandle(given)
      const at = Date.now()
      const distinct = [...new Set(item_ids)]
      await report(
        EVENTS[response].map((name) => ({
          ...{ event_id: crypto.randomUUID(), name, at, recommendation_id, placement: 'agent' as const },
          intent: asked.intent,
          ...(asked.item_id !== undefined && { seed_item_id: asked.item_id }),
          items: distinct.map((item_id) => ({ item_id })),
        })),
      )
      return { counted: distinct.length }
    },
  })

/** What everybody's agents can ask of a shop with its publishable key: the same answers and the same evidence as its pages. */
export const publicServer = (pk: string, report: Report): AgentServer => ({
  instructions: INSTRUCTIONS,
  cacheScope: 'public',
  pages: [panelPage(pk)],
  tools: [recommendTool(pk), explainTool(pk), reportTool(report)],
})
