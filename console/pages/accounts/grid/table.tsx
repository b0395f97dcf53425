import type { GridPage, GridRow } from '../../../../schema/accounts/white-space.ts'
import { date } from '../../../format.ts'
import { Scroll } from '../../../parts/scroll.tsx'
import { texts } from '../../../texts/index.ts'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'
import { maySeeAccounts, mayWrite } from '../may.ts'
import { Field, stopAt } from './field.tsx'
import { partsOf, roughMoney } from './say.ts'

/** A field of the grid. */
export type Place = { account_id: string; family: string }

type Props = {
  page: GridPage
  /** Families that are shown. */
  columns: readonly string[]
  onOpen: (place: Place) => void
  onFamily: (family: string) => void
}

/** Moves the focus from field to field by the arrow keys. */
function moveFocus(event: KeyboardEvent & { currentTarget: HTMLTableElement }): void {
  const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
  const from = event.target instanceof HTMLElement ? event.target.dataset.at : undefined
  if (!step || from === undefined) return
  const [row = 0, column = 0] = from.split(' ').map(Number)
  const to = `${row + (step[0] ?? 0)} ${column + (step[1] ?? 0)}`
  const field = event.currentTarget.querySelector<HTMLElement>(`[data-at="${to}"]`)
  if (!field) return
  event.preventDefault()
  stopAt(event.currentTarget, field)
  field.focus()
  field.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

/** A page of accounts with the fields of some families. */
export function Table({ page, columns, onOpen, onFamily }: Props) {
  const t = whiteSpaceTexts.value.white_space
  const numbers = columns.map((family) => page.families.indexOf(family))
  const largest = Math.max(
    1,
    ...page.items.flatMap(({ cells }) =>
      cells.map(({ family, opening }) => (numbers.includes(family) ? (opening?.margin ?? 0) : 0)),
    ),
  )
  return (
    <div class="space">
      <Scroll label={t.grid}>
        <table class="table" onKeyDown={moveFocus}>
          <thead>
            <tr>
              <th scope="col">{t.account}</th>
              <th scope="col" class="number">
                {t.margin}
              </th>
              <th scope="col" class="since">
                {t.last_order}
              </th>
              {columns.map((family) => (
                <th scope="col" key={family}>
                  <FamilyName family={family} onPress={() => onFamily(family)} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.items.map((row, at) => (
              <Row key={row.account_id} {...{ row, at, page, columns, numbers, largest, onOpen }} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </div>
  )
}

type RowProps = Pick<Props, 'page' | 'columns' | 'onOpen'> & {
  row: GridRow
  at: number
  /** Numbers of the families that are shown. */
  numbers: readonly number[]
  largest: number
}

function Row({ row, at, page, columns, numbers, largest, onOpen }: RowProps) {
  const cells = new Map(row.cells.map((cell) => [cell.family, cell]))
  return (
    <tr>
      <Account row={row} currency={page.currency} />
      {numbers.map((family, column) => (
        <Field
          key={family}
          cell={cells.get(family)}
          name={`${row.name}, ${columns[column]}`}
          currency={page.currency}
          largest={largest}
          at={`${at} ${column}`}
          onPress={() => onOpen({ account_id: row.account_id, family: columns[column] ?? '' })}
        />
      ))}
    </tr>
  )
}

/** The name of a family at its column. A press shows the accounts that could open it. */
function FamilyName({ family, onPress }: { family: string; onPress: () => void }) {
  const { last, before } = partsOf(family)
  return (
    <button type="button" title={whiteSpaceTexts.value.white_space.which(family)} onClick={onPress}>
      {before && <small>{`${before}\u00a0› `}</small>}
      {last}
    </button>
  )
}

/** What the first columns say of an account. */
function Account({ row, currency }: { row: GridRow; currency: string }) {
  const t = whiteSpaceTexts.value.white_space
  const { account_id, name, tier, rep_name, margin, last_order_at, risks } = row
  const id = encodeURIComponent(account_id)
  const about = [tier, rep_name].filter(Boolean).join(' · ')
  return (
    <>
      <th scope="row">
        {maySeeAccounts() ? (
          <a href={`/console/accounts/of/${id}`} title={name}>
            {name}
          </a>
        ) : (
          name
        )}
        <span class="soft small">
          {about}
          {mayWrite() && (
            <>
              {about && ' · '}
              <a href={`/console/accounts/edit/${id}`} aria-label={t.change(name)}>
                {texts.value.common.change}
              </a>
            </>
          )}
        </span>
      </th>
      <td class="number">{roughMoney(margin, currency)}</td>
      <td class="since">
        {last_order_at === null ? t.never_ordered : date(last_order_at)}
        {risks.length > 0 && <span class="risk">{sayRisks(risks)}</span>}
      </td>
    </>
  )
}

/** Risks that are named in a row. */
const NAMED = 2

/** The first risks in words, and how many more there are. */
function sayRisks(risks: GridRow['risks']): string {
  const t = whiteSpaceTexts.value.white_space
  const more = risks.length - NAMED
  const named = risks.slice(0, NAMED).map((risk) => t.risks[risk])
  return [...named, ...(more > 0 ? [t.more_risks(more)] : [])].join(', ')
}
