import { useEffect, useRef, useState } from 'preact/hooks'
import type { AccountBrief, BriefOpening } from '../../../../schema/accounts/brief.ts'
import { OUTCOMES, type OutcomeKind, REP_CHANNELS, type RepChannel } from '../../../../vocabulary/accounts.ts'
import { REFUSAL_REASONS, type RefusalReason } from '../../../../vocabulary/decisions/offers.ts'
import { DAY } from '../../../../vocabulary/time.ts'
import { Button } from '../../../parts/button.tsx'
import { TextField } from '../../../parts/field.tsx'
import { Notice } from '../../../parts/states.tsx'
import { accountTexts } from '../../../texts/accounts.ts'
import { texts } from '../../../texts/index.ts'
import { outbox, record } from '../offline/outbox.ts'

const LATER = { week: 7, month: 30, quarter: 90 } as const

/** Whether the talk is face to face or by telephone, which counts as a contact of the policy. */
export function TalkBy({
  channel,
  onChange,
}: {
  channel: RepChannel
  onChange: (channel: RepChannel) => void
}) {
  const t = accountTexts.value.outcome
  return (
    <fieldset class="talk no-print">
      <legend>{t.how}</legend>
      {REP_CHANNELS.map((one) => (
        <label key={one}>
          <input type="radio" name="channel" checked={one === channel} onInput={() => onChange(one)} />
          <span>{t.channels[one]}</span>
        </label>
      ))}
    </fieldset>
  )
}

type Props = { opening: BriefOpening; account: AccountBrief['account']; channel: RepChannel }

/** Records what became of an opening, in two presses: what it was, and the detail. */
export function Outcome({ opening, account, channel }: Props) {
  const [kind, setKind] = useState<OutcomeKind | undefined>()
  const [told, setTold] = useState<{ id: string; what: string } | undefined>()
  const [note, setNote] = useState('')
  const detail = useRef<HTMLDivElement>(null)
  const t = accountTexts.value.outcome
  // The next press is below, so the focus goes there.
  useEffect(() => {
    if (kind) detail.current?.querySelector<HTMLButtonElement>('button')?.focus()
  }, [kind])
  const tell = (
    outcome: OutcomeKind,
    what: string,
    more: { reason?: RefusalReason; follow_up_at?: number },
  ) => {
    const id = crypto.randomUUID()
    setTold({ id, what })
    setKind(undefined)
    void record({
      ...{ account_id: account.account_id, name: account.name },
      outcome: {
        ...{ outcome_id: id, family: opening.family, item_id: opening.items[0]?.item_id ?? null },
        ...{ outcome, channel, note, at: Date.now(), ...more },
      },
    })
  }
  if (told) return <Told {...told} />
  return (
    <div class="outcome no-print">
      <fieldset>
        <legend>{t.what}</legend>
        <div class="row">
          {OUTCOMES.map((one) => (
            <Button key={one} kind={one === kind ? 'primary' : 'plain'} onPress={() => setKind(one)}>
              {t.kinds[one]}
            </Button>
          ))}
        </div>
      </fieldset>
      {kind && (
        <div ref={detail} class="stack">
          <Details kind={kind} tell={tell} />
          <TextField label={t.note} value={note} onInput={setNote} />
          <div>
            <Button kind="quiet" size="small" onPress={() => setKind(undefined)}>
              {texts.value.common.cancel}
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}

/** Says what was recorded, and whether it waits for a connection. */
function Told({ id, what }: { id: string; what: string }) {
  const t = accountTexts.value.outcome
  const waits = outbox.value.some(
    ({ outcome, refused }) => outcome.outcome_id === id && refused === undefined,
  )
  return (
    <Notice mood="good">
      <p role="status">
        {t.recorded(what)} {waits && t.waits}
      </p>
    </Notice>
  )
}

type Tell = (kind: OutcomeKind, what: string, more: { reason?: RefusalReason; follow_up_at?: number }) => void

/** The second press. */
function Details({ kind, tell }: { kind: OutcomeKind; tell: Tell }) {
  const t = accountTexts.value.outcome
  if (kind === 'accepted') {
    return (
      <div>
        <Button kind="primary" onPress={() => tell(kind, t.kinds.accepted, {})}>
          {t.confirm}
        </Button>
      </div>
    )
  }
  const choices =
    kind === 'rejected'
      ? REFUSAL_REASONS.map((reason) => ({ key: reason, text: t.refusals[reason], more: { reason } }))
      : Object.entries(LATER).map(([key, days]) => ({
          ...{ key, text: t.days[key as keyof typeof LATER] },
          more: { follow_up_at: Date.now() + days * DAY },
        }))
  return (
    <fieldset>
      <legend>{kind === 'rejected' ? t.why_not : t.when}</legend>
      <div class="row">
        {choices.map(({ key, text, more }) => (
          <Button key={key} onPress={() => tell(kind, `${t.kinds[kind]} (${text})`, more)}>
            {text}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}
