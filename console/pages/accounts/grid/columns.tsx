import { useState } from 'preact/hooks'
import type { GridTotals } from '../../../../schema/accounts/white-space.ts'
import { number } from '../../../format.ts'
import { Button } from '../../../parts/button.tsx'
import { CheckField, TextField } from '../../../parts/field.tsx'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'

/** Families that are shown at first, and that each press adds. */
const STEP = 12

/** Which families are columns: those that were chosen, else those with the largest expected margin. */
export type Columns = { shown: string[]; all: string[]; chosen: string[]; more: () => void } & {
  choose: (families: string[]) => void
}

/**
 * @param totals sums by family, the largest expected margin first
 * @param family the family that is asked for, which is always the first column
 */
export function useColumns(totals: GridTotals['items'], family: string): Columns {
  const [count, setCount] = useState(STEP)
  const [chosen, choose] = useState<string[]>([])
  const all = totals.map(({ key }) => key ?? '')
  const wanted = chosen.length > 0 ? all.filter((one) => chosen.includes(one)) : all.slice(0, count)
  const shown = family === '' ? wanted : [family, ...wanted.filter((one) => one !== family)]
  return { shown, all, chosen, choose, more: () => setCount(count + STEP) }
}

/** Shows more families, or those that are chosen. */
export function ColumnPicker({ columns }: { columns: Columns }) {
  const [typed, setTyped] = useState('')
  const t = whiteSpaceTexts.value.white_space
  const { shown, all, chosen, choose, more } = columns
  const found = [...all]
    .sort((a, b) => a.localeCompare(b))
    .filter((one) => one.toLowerCase().includes(typed.trim().toLowerCase()))
  const switchOn = (family: string, on: boolean) =>
    choose(on ? [...chosen, family] : chosen.filter((one) => one !== family))
  return (
    <div class="stack tight">
      <div class="row">
        <span class="soft small">{t.families_shown(number(shown.length), number(all.length))}</span>
        {chosen.length === 0 && shown.length < all.length && (
          <Button size="small" onPress={more}>
            {t.more_families}
          </Button>
        )}
      </div>
      <details>
        <summary>{t.choose_families}</summary>
        <div class="stack">
          <div class="row">
            <span class="soft small" role="status">
              {chosen.length === 0 ? t.chosen_none : t.chosen(chosen.length)}
            </span>
            {chosen.length > 0 && (
              <Button size="small" kind="quiet" onPress={() => choose([])}>
                {t.clear}
              </Button>
            )}
          </div>
          <div class="form">
            <TextField label={t.search_families} type="search" value={typed} onInput={setTyped} />
          </div>
          <fieldset class="checks">
            <legend class="unseen">{t.choose_families}</legend>
            {found.map((one) => (
              <CheckField
                key={one}
                label={one}
                checked={chosen.includes(one)}
                onInput={(on) => switchOn(one, on)}
              />
            ))}
            {found.length === 0 && <p class="soft">{t.no_family}</p>}
          </fieldset>
        </div>
      </details>
    </div>
  )
}
