import { useState } from 'preact/hooks'
import type { GridCell, GridPage, GridRow } from '../../../../schema/accounts/white-space.ts'
import { date } from '../../../format.ts'
import { Scroll } from '../../../parts/scroll.tsx'
import { Light } from '../../../parts/states.tsx'
import { texts } from '../../../texts/index.ts'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'
import { maySeeAccounts, mayWrite } from '../may.ts'
import { partsOf, roughMoney, sayCell, shadeOf, shortAgo } from './say.ts'

/** A field of the grid. */
export type Place = { account_id: string; family: string }

type Props = {
  page: GridPage
  /** Families that are shown. */
  columns: readonly string[]
  onOpen: (place: Place) => void
  onFamily: (family: string) => void
}

/** Moves the focus from field to field by the arrow keys; of a table with hundreds of fields only one is a stop of the tab key. */
function useArrows() {
  const [stop, setStop] = useState('0 0')
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLTableElement }) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
    const from = event.target instanceof HTMLElement ? event.target.dataset.at : undefined
    if (!step || from === undefined) return
    const [row = 0, column = 0] = from.split(' ').map(Number)
    const to = `${row + (step[0] ?? 0)} ${column + (step[1] ?? 0)}`
    const field = event.currentTarget.querySelector<HTMLElement>(`[data-at="${to}"]`)
    if (!field) return
    event.preventDefault()
    setStop(to)
    field.focus()
    field.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  return { stop, setStop, onKeyDown }
}

/** A page of accounts with the fields of some families. */
export function Table({ page, columns, onOpen, onFamily }: Props) {
  const t = whiteSpaceTexts.value.white_space
  const arrows = useArrows()
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
        <table class="table" onKeyDown={arrows.onKeyDown}>
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
              <tr key={row.account_id}>
                <Account row={row} currency={page.currency} />
                {numbers.map((family, column) => (
                  <Field
                    key={family}
                    cell={row.cells.find((one) => one.family === family)}
                    name={`${row.name}, ${columns[column]}`}
                    currency={page.currency}
                    largest={largest}
                    at={`${at} ${column}`}
                    isStop={arrows.stop === `${at} ${column}`}
                    onPress={() => {
                      arrows.setStop(`${at} ${column}`)
                      onOpen({ account_id: row.account_id, family: columns[column] ?? '' })
                    }}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </div>
  )
}

/** The name of a family at its column. A press shows the accounts that could open it. */
function FamilyName({ family, onPress }: { family: string; onPress: () => void }) {
  const { last, before } = partsOf(family)
  return (
    <button type="button" title={whiteSpaceTexts.value.white_space.which(family)} onClick={onPress}>
      {before && <small>{before} › </small>}
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
        {maySeeAccounts() ? <a href={`/console/accounts/of/${id}`}>{name}</a> : name}
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
        {risks.length > 0 && <span class="risk">{risks.map((risk) => t.risks[risk]).join(', ')}</span>}
      </td>
    </>
  )
}

type FieldProps = {
  cell: GridCell | undefined
  /** Account and family, for screen readers. */
  name: string
  currency: string
  largest: number
  /** Row and column. */
  at: string
  isStop: boolean
  onPress: () => void
}

/** A field of the grid: a mark or a figure, which says the same in words to screen readers and in the tooltip. */
function Field({ cell, name, currency, largest, at, isStop, onPress }: FieldProps) {
  const says = sayCell(cell, currency)
  const margin = cell?.opening?.margin
  const shade = margin === undefined || cell?.mark !== null ? '' : `shade-${shadeOf(margin, largest)}`
  return (
    <td class={shade}>
      <button type="button" title={says} data-at={at} tabIndex={isStop ? 0 : -1} onClick={onPress}>
        <span class="unseen">
          {name}: {says}
        </span>
        <span class="mark" aria-hidden="true">
          <Mark cell={cell} currency={currency} />
        </span>
      </button>
    </td>
  )
}

function Mark({ cell, currency }: { cell: GridCell | undefined; currency: string }) {
  const t = whiteSpaceTexts.value.white_space
  if (!cell) return <span class="soft">·</span>
  if (cell.mark === 'not_eligible') return <span class="tag">{t.not_eligible}</span>
  const margin = cell.opening && <span>{roughMoney(cell.opening.margin, currency)}</span>
  if (cell.mark === 'elsewhere') {
    return (
      <>
        <span class="tag">{t.elsewhere}</span>
        {margin}
      </>
    )
  }
  if (cell.state === 'bought') return <Light state="good" />
  if (cell.state === 'never') return margin ?? <span class="soft">·</span>
  return (
    <>
      <span class="ago">
        <Light state="warn" />
        {shortAgo(cell.last_at ?? 0)}
      </span>
      {margin}
    </>
  )
}

/** What the marks of the fields mean. */
export function Legend({ currency }: { currency: string }) {
  const t = whiteSpaceTexts.value.white_space
  return (
    <ul class="row soft small" aria-label={t.legend}>
      <li class="ago">
        <Light state="good" />
        {t.legend_bought}
      </li>
      <li class="ago">
        <Light state="warn" />
        {t.legend_lapsed}
      </li>
      <li>
        <span class="shade-3">{roughMoney(12_300, currency)}</span> {t.legend_margin}
      </li>
      <li>
        <span class="tag">{t.elsewhere}</span> <span class="tag">{t.not_eligible}</span> {t.marked}
      </li>
      <li>· {t.legend_none}</li>
    </ul>
  )
}
