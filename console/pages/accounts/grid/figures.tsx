import { Fragment } from 'preact'
import { useState } from 'preact/hooks'
import type { AccountBrief } from '../../../../schema/accounts/brief.ts'
import type { GridCell, GridPage } from '../../../../schema/accounts/white-space.ts'
import type { CellMark } from '../../../../vocabulary/accounts.ts'
import { call } from '../../../api/call.ts'
import { useAct, useResource } from '../../../api/resource.ts'
import { ago, date, days, money, number, percent } from '../../../format.ts'
import { Button } from '../../../parts/button.tsx'
import { Dialog } from '../../../parts/dialog.tsx'
import { SelectField, TextField } from '../../../parts/field.tsx'
import { Failure, Loaded } from '../../../parts/states.tsx'
import { texts } from '../../../texts/index.ts'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'
import { mayRecord, maySeeAccounts } from '../may.ts'
import { roughMoney } from './say.ts'
import type { Place } from './table.tsx'

type Props = {
  place: Place
  page: GridPage
  onChange: () => void
  onFamily: (family: string) => void
  onClose: () => void
}

/** The figures of one field of the grid in words, and what people know of it. */
export function Figures({ place: { account_id, family }, page, onChange, onFamily, onClose }: Props) {
  const t = whiteSpaceTexts.value.white_space
  const row = page.items.find((one) => one.account_id === account_id)
  const cell = row?.cells.find((one) => one.family === page.families.indexOf(family))
  return (
    <Dialog title={`${row?.name ?? account_id} · ${family}`} onClose={onClose}>
      <dl class="pairs">
        {sentencesOf(cell, page).map(([term, text]) => (
          <Fragment key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
      {mayRecord() && <MarkOf place={{ account_id, family }} onChange={onChange} />}
      <div class="row">
        {maySeeAccounts() && (
          <a class="button" href={`/console/accounts/of/${encodeURIComponent(account_id)}`}>
            {t.open_account}
          </a>
        )}
        <Button onPress={() => onFamily(family)}>{t.who_else}</Button>
        <Button kind="quiet" onPress={onClose}>
          {texts.value.common.close}
        </Button>
      </div>
    </Dialog>
  )
}

/** What is known of an account and a family: what it is about, and the sentence. */
function sentencesOf(cell: GridCell | undefined, { currency, horizon_days }: GridPage): [string, string][] {
  const t = whiteSpaceTexts.value.white_space
  const state = cell?.state ?? 'never'
  // Cents of an estimate would say more than is known.
  const rough = (amount: number) => roughMoney(amount, currency, false)
  const said: [string, string][] = [
    [t.now, { bought: t.is_bought, lapsed: t.is_lapsed, never: t.is_never }[state]],
  ]
  if (cell?.opening) {
    const { probability, margin, margin_low, margin_high, gap } = cell.opening
    said.push(
      [t.probability, t.probability_of(percent(probability), days(horizon_days))],
      [t.expected, t.expected_of(rough(margin), rough(margin_low), rough(margin_high))],
      [t.gap, t.gap_of(rough(gap))],
    )
  } else if (state !== 'bought') {
    said.push([t.expected, cell?.mark === 'not_eligible' ? t.not_offered : t.no_opening])
  }
  if (cell && cell.orders !== null && cell.last_at !== null) {
    said.push(
      [t.orders, number(cell.orders)],
      [t.last, t.last_of(date(cell.last_at), ago(cell.last_at))],
      [t.spent, money(cell.spent ?? 0, currency)],
    )
  }
  return said
}

type Marked = AccountBrief['marks'][number]

/** The mark of a field, which the page of the account has with its note. */
function MarkOf({ place, onChange }: { place: Place; onChange: () => void }) {
  const brief = useResource<AccountBrief>(`/v1/accounts/${encodeURIComponent(place.account_id)}/brief`)
  return (
    <Loaded of={brief}>
      {({ marks }) => (
        <MarkForm
          place={place}
          before={marks.find(({ family }) => family === place.family)}
          onChange={onChange}
        />
      )}
    </Loaded>
  )
}

type FormProps = { place: Place; before: Marked | undefined; onChange: () => void }

function MarkForm({ place: { account_id, family }, before, onChange }: FormProps) {
  const [mark, setMark] = useState<CellMark | ''>(before?.mark ?? '')
  const [note, setNote] = useState(before?.note ?? '')
  const [isSaved, setSaved] = useState(false)
  const t = whiteSpaceTexts.value.white_space
  const save = useAct(async () => {
    setSaved(false)
    const json = { family, mark: mark || null, note: mark ? note : '' }
    await call(`/v1/accounts/${encodeURIComponent(account_id)}/marks`, { method: 'PUT', json })
    setSaved(true)
    onChange()
  })
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void save.run()
      }}
    >
      <SelectField
        label={t.mark}
        value={mark}
        options={[
          ['', t.mark_none],
          ['elsewhere', t.mark_elsewhere],
          ['not_eligible', t.mark_not_eligible],
        ]}
        onInput={(next) => setMark(next === 'elsewhere' || next === 'not_eligible' ? next : '')}
      />
      {mark !== '' && <TextField label={t.note} hint={t.note_hint} value={note} onInput={setNote} />}
      <Failure problem={save.problem} />
      <div class="row">
        <Button type="submit" kind="primary" busy={save.busy}>
          {texts.value.common.save}
        </Button>
        <span role="status" class="soft small">
          {isSaved && t.mark_saved}
        </span>
      </div>
    </form>
  )
}
