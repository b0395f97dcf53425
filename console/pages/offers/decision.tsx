import { useState } from 'preact/hooks'
import type { Considered, DecisionView } from '../../../schema/decisions/decisions.ts'
import type { EmailBlock } from '../../../schema/decisions/email-block.ts'
import type { WithheldCode } from '../../../vocabulary/decisions/offers.ts'
import { ask } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { dateTime, money, percent, significant } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Failure } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'

/** Why an offer was not made, in words. */
export function sayWithheld({ blocked_by }: Considered): string {
  const t = texts.value.decisions
  return blocked_by === null ? t.runner_up : t.withheld[blocked_by.code as WithheldCode]
}

/** Offers that were not made, each with its reason. */
export const ConsideredList = ({ list }: { list: readonly Considered[] }) => (
  <ul class="soft">
    {list.map((one) => (
      <li key={one.offer_id}>
        {one.name}: {sayWithheld(one)}
      </li>
    ))}
  </ul>
)

/**
 * Copies the decision as a part of an e-mail, with pictures for tools that take them, and as text. Whoever copies it sends it, so the
 * contact policy is asked first, and the contact counts; copying again sends nothing again.
 */
function CopyForEmail({
  decision: { decision_id },
  onSent,
}: {
  decision: DecisionView
  onSent: (decision: DecisionView) => void
}) {
  const t = texts.value.decisions
  const [block, setBlock] = useState<EmailBlock | undefined>()
  const copy = useAct(async () => {
    const path = `/v1/decisions/${encodeURIComponent(decision_id)}`
    if (!block) {
      const json = { channel: 'email' }
      onSent((await ask<DecisionView>(`${path}/deliver`, { method: 'POST', json })).data)
    }
    const found = block ?? (await ask<EmailBlock>(`${path}/email`)).data
    setBlock(found)
    const parts = { 'text/html': found.html, 'text/plain': found.text }
    const blobs = Object.entries(parts).map(([type, text]) => [type, new Blob([text], { type })])
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
  })
  return (
    <div class="row">
      <Button size="small" busy={copy.busy} onPress={() => void copy.run()}>
        {t.email}
      </Button>
      <span role="status" class="soft">
        {block && !copy.problem && t.email_copied}
      </span>
      <Failure problem={copy.problem} />
    </div>
  )
}

/** A decision as the customer reads it, and why it was made. @param isMade false for one that was only tried */
export function DecisionDetails({ decision, isMade }: { decision: DecisionView; isMade: boolean }) {
  const [sent, setSent] = useState<DecisionView | undefined>()
  const { content, parts, considered } = decision
  const { contacts } = sent ?? decision
  const t = texts.value.decisions
  return (
    <div class="stack">
      <blockquote>
        <p>
          <strong>{content.title}</strong>
        </p>
        {content.body && <p>{content.body}</p>}
        {content.disclosure && <p class="small">{content.disclosure}</p>}
      </blockquote>
      <h3>{t.why}</h3>
      <p>
        {t.parts(
          percent(parts.propensity),
          money(parts.value),
          significant(parts.context),
          significant(parts.lever),
        )}
        {parts.margin_assumed && ` ${t.assumed}`}
        {decision.reasons.map((one) => ` ${t.reasons[one as keyof typeof t.reasons]}`)}
        {parts.chance < 0.5 && ` ${t.drawn(percent(parts.chance))}`}
      </p>
      {isMade && ['open', 'delivered'].includes(decision.status) && (
        <CopyForEmail decision={decision} onSent={setSent} />
      )}
      {considered.length > 0 && (
        <>
          <h3>{t.considered}</h3>
          <ConsideredList list={considered} />
        </>
      )}
      {contacts.length > 0 && (
        <>
          <h3>{t.contacts}</h3>
          <ul class="soft">
            {contacts.map(({ channel, at, made }) => (
              <li key={channel}>
                {texts.value.offers.channels[channel]}, {dateTime(at)} ({made ? t.made : t.planned})
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
