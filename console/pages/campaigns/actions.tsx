import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { CampaignAction, CampaignView } from '../../../schema/campaigns/campaigns.ts'
import type { CampaignStatus } from '../../../vocabulary/decisions/campaigns.ts'
import { call } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { date, money, number } from '../../format.ts'
import { Sure } from '../../parts/ask.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { TextField } from '../../parts/field.tsx'
import { Failure } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { campaignTexts } from '../../texts/campaigns.ts'
import { texts } from '../../texts/index.ts'

type Doing = CampaignAction | 'delete'

/** What can be done in each status, the likeliest first. */
const NEXT: Readonly<Record<CampaignStatus, readonly CampaignAction[]>> = {
  draft: ['check'],
  checking: ['stop'],
  checked: ['approve', 'check'],
  approved: ['stop'],
  running: ['pause', 'stop'],
  paused: ['resume', 'stop'],
  done: [],
  stopped: [],
}
/** What leads on, rather than to a halt. */
const FORWARD: readonly CampaignAction[] = ['check', 'approve', 'resume']
const EDITABLE: readonly CampaignStatus[] = ['draft', 'checked', 'approved']

type Props = { campaign: CampaignView; onChange: () => void }

/** The buttons of a campaign. What cannot be undone asks first. */
export function Actions({ campaign, onChange }: Props) {
  const [asking, setAsking] = useState<Doing | undefined>()
  const { route } = useLocation()
  const { campaign_id, status, name } = campaign
  const t = campaignTexts.value.campaigns
  const path = `/v1/campaigns/${encodeURIComponent(campaign_id)}`
  const act = useAct(async (action: Doing, reason = '') => {
    if (action === 'delete') {
      await call(path, { method: 'DELETE' })
      return route('/console/campaigns')
    }
    await call(`${path}/actions`, { method: 'POST', json: { action, reason } })
    onChange()
  })
  const close = () => setAsking(undefined)
  if (!may('editor')) return null
  const next = NEXT[status]
  const isNew = status === 'draft' || status === 'checked'
  return (
    <>
      <Failure problem={act.problem} />
      <div class="row">
        {next.map((action, at) => (
          <Button
            key={action}
            kind={at === 0 && FORWARD.includes(action) ? 'primary' : 'plain'}
            busy={act.busy}
            onPress={() =>
              action === 'approve' || action === 'stop' ? setAsking(action) : void act.run(action)
            }
          >
            {action === 'check' && status === 'checked' ? t.check_again : t.actions[action]}
          </Button>
        ))}
        {EDITABLE.includes(status) && (
          <a class="button" href={`/console/campaigns/${encodeURIComponent(campaign_id)}/edit`}>
            {texts.value.common.change}
          </a>
        )}
        {isNew && (
          <Button kind="quiet" onPress={() => setAsking('delete')}>
            {t.delete}
          </Button>
        )}
      </div>
      {asking === 'approve' && (
        <Approval campaign={campaign} onYes={() => void act.run('approve')} onClose={close} />
      )}
      {asking === 'stop' && <Stop onYes={(reason) => void act.run('stop', reason)} onClose={close} />}
      {asking === 'delete' && (
        <Sure
          title={t.delete_sure(name)}
          yes={t.delete}
          onYes={() => void act.run('delete')}
          onClose={close}
        />
      )}
    </>
  )
}

/** Asks before anybody is contacted. */
function Approval(props: { campaign: CampaignView; onYes: () => void; onClose: () => void }) {
  const { campaign, onYes, onClose } = props
  const t = campaignTexts.value.campaigns
  const { plan, starts_at } = campaign
  const [contacts, cost] = [number(plan?.contacts ?? 0), money(plan?.cost ?? 0)]
  const isLater = typeof starts_at === 'number' && starts_at > Date.now()
  return (
    <Sure kind="primary" title={t.approve_sure} yes={t.actions.approve} onYes={onYes} onClose={onClose}>
      <p>{isLater ? t.approve_later(contacts, cost, date(starts_at)) : t.approve_now(contacts, cost)}</p>
      <p class="soft">{t.approve_sends}</p>
    </Sure>
  )
}

/** Asks before a campaign is stopped, and why. */
function Stop({ onYes, onClose }: { onYes: (reason: string) => void; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const t = campaignTexts.value.campaigns
  return (
    <Dialog title={t.stop_sure} onClose={onClose}>
      <p>{t.stop_means}</p>
      <TextField
        label={t.stop_reason}
        hint={texts.value.common.optional}
        value={reason}
        onInput={setReason}
      />
      <div class="row">
        <Button
          kind="danger"
          onPress={() => {
            onYes(reason)
            onClose()
          }}
        >
          {t.actions.stop}
        </Button>
        <Button onPress={onClose}>{texts.value.common.cancel}</Button>
      </div>
    </Dialog>
  )
}
