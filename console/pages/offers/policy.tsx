import type { ContactPolicySettings } from '../../../schema/decisions/policy.ts'
import { OUTBOUND_CHANNELS } from '../../../vocabulary/decisions/offers.ts'
import { TextField } from '../../parts/field.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Loaded } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { policyTexts } from '../../texts/policy.ts'
import { Checks, ListField, NumberField } from '../rules/edit/fields.tsx'
import { SaveRow, useSettings } from '../settings/use-settings.tsx'
import { Limits } from './limits.tsx'
import { MailTool } from './mail-tool.tsx'
import { PolicyTrial } from './policy-trial.tsx'
import { USUAL_POLICY } from './usual-policy.ts'

type Policy = Partial<ContactPolicySettings>

const REST_NAMES = ['accepted', 'rejected', 'rejected_category', 'ignored', 'seen'] as const

/** How often and when customers get offers. */
export function Policy() {
  const form = useSettings('contact-policy')
  const t = policyTexts.value
  const policy = { ...USUAL_POLICY, ...form.wish.contact_policy }
  const change = (part: Policy) => form.change({ contact_policy: part as Record<string, unknown> })
  return (
    <Page
      title={t.title}
      lead={t.lead}
      help="offers"
      actions={<a href="/console/offers">{texts.value.offers.title}</a>}
    >
      <Loaded of={form.resource}>
        {() => (
          <form
            class="stack wide-gaps"
            onSubmit={(event) => {
              event.preventDefault()
              void form.save.run()
            }}
          >
            <Card title={t.windows} lead={t.windows_lead}>
              <Limits list={policy.windows} onChange={(windows) => change({ windows })} />
            </Card>
            <RestFields rests={{ ...USUAL_POLICY.rests, ...policy.rests }} change={change} />
            <TimeFields policy={policy} change={change} />
            <PolicyTrial policy={policy} />
            <SaveRow form={form} />
          </form>
        )}
      </Loaded>
      <MailTool />
    </Page>
  )
}

type Change = (part: Policy) => void

function RestFields({ rests, change }: { rests: ContactPolicySettings['rests']; change: Change }) {
  const t = policyTexts.value
  return (
    <Card title={t.rests}>
      <div class="form">
        {REST_NAMES.map((name) => (
          <NumberField
            key={name}
            label={t[name]}
            value={rests[name]}
            onChange={(days = 0) => change({ rests: { ...rests, [name]: days } })}
          />
        ))}
      </div>
    </Card>
  )
}

/** Quiet hours, pauses, days without contacts, and channels without consent. */
function TimeFields({ policy, change }: { policy: typeof USUAL_POLICY; change: Change }) {
  const t = policyTexts.value
  const quiet = (part: Partial<{ from: string; to: string }>) => {
    // Browsers report an incomplete time as an empty one.
    if (!Object.values(part).includes('')) change({ quiet_hours: { ...policy.quiet_hours, ...part } })
  }
  return (
    <Card title={t.times}>
      <div class="form">
        <TextField
          label={t.quiet_from}
          hint={t.quiet_hint}
          type="time"
          value={policy.quiet_hours?.from ?? ''}
          onInput={(from) => quiet({ from })}
        />
        <TextField
          label={t.quiet_to}
          type="time"
          value={policy.quiet_hours?.to ?? ''}
          onInput={(to) => quiet({ to })}
        />
        <NumberField
          label={t.gap}
          value={policy.least_gap_hours}
          onChange={(hours = 0) => change({ least_gap_hours: hours })}
        />
        <NumberField
          label={t.valid}
          value={policy.decision_days}
          onChange={(days = 1) => change({ decision_days: days })}
        />
        <NumberField
          label={t.holdout}
          hint={t.holdout_hint}
          value={Math.round(policy.holdout_share * 1000) / 10}
          onChange={(share = 0) => change({ holdout_share: share / 100 })}
        />
        <ListField
          label={t.blackout}
          hint={t.blackout_hint}
          values={policy.blackout_days}
          onChange={(days = []) => change({ blackout_days: days })}
        />
      </div>
      <Checks
        label={t.without_consent}
        options={OUTBOUND_CHANNELS.map((one) => [one, texts.value.offers.channels[one]] as const)}
        chosen={policy.without_consent}
        none={texts.value.common.none}
        onChange={(channels = []) => change({ without_consent: channels })}
      />
      <p class="soft small">{t.without_consent_hint}</p>
    </Card>
  )
}
