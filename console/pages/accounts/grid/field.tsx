import type { GridCell } from '../../../../schema/accounts/white-space.ts'
import { Light } from '../../../parts/states.tsx'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'
import { roughMoney, sayCell, shadeOf, shortAgo } from './say.ts'

/** The field that is the stop of the tab key at first. */
const FIRST = '0 0'

/** Makes a field the only stop of the tab key in the table: there are hundreds. It is not drawn anew for that. */
export function stopAt(table: Element | null, field: HTMLElement): void {
  table?.querySelector<HTMLElement>('[data-at][tabindex="0"]')?.setAttribute('tabindex', '-1')
  field.setAttribute('tabindex', '0')
}

type FieldProps = {
  cell: GridCell | undefined
  /** Account and family, for screen readers. */
  name: string
  currency: string
  largest: number
  /** Row and column. */
  at: string
  onPress: () => void
}

/** A field of the grid: a mark or a figure, which says the same in words to screen readers and in the tooltip. */
export function Field({ cell, name, currency, largest, at, onPress }: FieldProps) {
  const says = sayCell(cell, currency)
  const margin = cell?.opening?.margin
  const shade = margin === undefined || cell?.mark !== null ? '' : `shade-${shadeOf(margin, largest)}`
  return (
    <td class={shade}>
      <button type="button" title={says} data-at={at} tabIndex={at === FIRST ? 0 : -1} onClick={onPress}>
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
