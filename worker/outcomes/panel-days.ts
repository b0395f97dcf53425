import { grouped } from '../../engine/data/grouped.ts'
import type { EventDay } from '../../schema/outcomes/events.ts'
import type { PanelDay } from '../../schema/outcomes/panel-days.ts'
import type { Cells } from '../store/outcomes/events.ts'

/** The counts of these rows without their pages and items. */
export function overPages(days: readonly Cells<EventDay>[]): Cells<PanelDay>[] {
  const rows = days.map(
    ({ seed_item_id: _, item_id, ...row }): Cells<PanelDay> => ({
      ...row,
      counted: item_id === '' ? 'panels' : 'items',
    }),
  )
  const sameRow = ({ day, counted, placement, intent, source, experiment_id, arm }: Cells<PanelDay>) =>
    JSON.stringify([day, counted, placement, intent, source, experiment_id, arm])
  return [...grouped(rows, sameRow).values()].flatMap((own) => {
    const [first] = own
    const sum = (of: 'shown' | 'seen' | 'clicked' | 'added' | 'dismissed') =>
      own.reduce((total, row) => total + row[of], 0)
    return first
      ? [
          {
            ...first,
            ...{ shown: sum('shown'), seen: sum('seen'), clicked: sum('clicked') },
            ...{ added: sum('added'), dismissed: sum('dismissed') },
          },
        ]
      : []
  })
}
