import { useMemo, useRef, useState } from 'preact/hooks'
import type { GridPage, GridTotals } from '../../../../schema/accounts/white-space.ts'
import { withQuery } from '../../../api/call.ts'
import { useKept, useResource } from '../../../api/resource.ts'
import { number } from '../../../format.ts'
import { Button } from '../../../parts/button.tsx'
import { Card } from '../../../parts/page.tsx'
import { Failure, Ghost } from '../../../parts/states.tsx'
import { texts } from '../../../texts/index.ts'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'
import { ColumnPicker, type Columns, useColumns } from './columns.tsx'
import { Legend } from './field.tsx'
import { Figures } from './figures.tsx'
import { type Question, queryOf } from './question.ts'
import { type Place, Table } from './table.tsx'

/** Accounts of a page. */
const SHOWN = 25

type Props = { question: Question; totals: GridTotals['items']; onFamily: (family: string) => void }

/** The grid, a page at a time, and all of it as a file. */
export function Rows({ question, totals, onFamily }: Props) {
  const columns = useColumns(totals, question.family)
  const t = whiteSpaceTexts.value.white_space
  const query = queryOf(question)
  return (
    <Card
      title={t.grid}
      lead={t.grid_lead}
      actions={
        <a class="button small" href={withQuery('/v1/white-space', { ...query, form: 'csv' })} download>
          {t.csv}
        </a>
      }
    >
      <ColumnPicker columns={columns} />
      <Pages key={JSON.stringify(query)} {...{ query, columns, onFamily }} />
    </Card>
  )
}

type PagesProps = { query: ReturnType<typeof queryOf>; columns: Columns; onFamily: Props['onFamily'] }

/** The pages of one question. */
function Pages({ query, columns, onFamily }: PagesProps) {
  // Where each page that was opened begins; the last one is shown.
  const [starts, setStarts] = useState<readonly string[]>([''])
  const [open, setOpen] = useState<Place | undefined>()
  const top = useRef<HTMLDivElement>(null)
  const after = starts.at(-1) || undefined
  const grid = useResource<GridPage>(withQuery('/v1/white-space', { ...query, limit: SHOWN, after }))
  const page = useKept(grid)
  const t = whiteSpaceTexts.value.white_space
  const families = columns.shown.join('\n')
  // Thousands of fields are not drawn anew because a dialog opens.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names say whether the families are others
  const table = useMemo(
    () => page && <Table page={page} columns={columns.shown} onOpen={setOpen} onFamily={onFamily} />,
    [page, families],
  )
  const turn = (next: readonly string[]) => {
    setStarts(next)
    top.current?.scrollIntoView({ block: 'nearest' })
  }
  if (!page) return grid.problem ? <Failure problem={grid.problem} onRetry={grid.reload} /> : <Ghost />
  if (page.items.length === 0) return <p class="soft">{t.none}</p>
  const from = (starts.length - 1) * SHOWN
  const { next } = page
  return (
    <div class="stack" ref={top}>
      <Failure problem={grid.problem} onRetry={grid.reload} />
      {table}
      <div class="row">
        <span class="soft" role="status">
          {t.from_to(number(from + 1), number(from + page.items.length))}
        </span>
        {starts.length > 1 && (
          <Button onPress={() => turn(starts.slice(0, -1))}>{texts.value.common.back}</Button>
        )}
        {next !== null && <Button onPress={() => turn([...starts, next])}>{t.next_accounts}</Button>}
      </div>
      <Legend currency={page.currency} />
      {open && (
        <Figures
          place={open}
          page={page}
          onChange={grid.reload}
          onFamily={(family) => {
            setOpen(undefined)
            onFamily(family)
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  )
}
