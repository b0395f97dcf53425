import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { TriggerView } from '../../../../schema/triggers/triggers.ts'
import { call } from '../../../api/call.ts'
import { useAct } from '../../../api/resource.ts'
import { Sure } from '../../../parts/ask.tsx'
import { Button } from '../../../parts/button.tsx'
import { Failure } from '../../../parts/states.tsx'
import { may } from '../../../session.ts'
import { texts } from '../../../texts/index.ts'
import { triggerTexts } from '../../../texts/triggers.ts'

type Doing = TriggerView['status'] | 'delete'

/** The buttons of a trigger. Each asks first, because customers notice it. */
export function Actions({ trigger, onChange }: { trigger: TriggerView; onChange: () => void }) {
  const [asking, setAsking] = useState<Doing | undefined>()
  const { route } = useLocation()
  const { trigger_id, status, name } = trigger
  const t = triggerTexts.value.triggers
  const path = `/v1/triggers/${encodeURIComponent(trigger_id)}`
  const act = useAct(async (action: Doing) => {
    if (action === 'delete') {
      await call(path, { method: 'DELETE' })
      return route('/console/campaigns/triggers')
    }
    await call(`${path}/actions`, { method: 'POST', json: { action } })
    onChange()
  })
  const close = () => setAsking(undefined)
  if (!may('editor')) return null
  const other = status === 'on' ? 'off' : 'on'
  return (
    <>
      <Failure problem={act.problem} />
      <div class="row">
        <Button kind={other === 'on' ? 'primary' : 'plain'} busy={act.busy} onPress={() => setAsking(other)}>
          {t.actions[other]}
        </Button>
        <a class="button" href={`/console/campaigns/triggers/${encodeURIComponent(trigger_id)}/edit`}>
          {texts.value.common.change}
        </a>
        {status === 'off' && (
          <Button kind="quiet" onPress={() => setAsking('delete')}>
            {t.delete}
          </Button>
        )}
      </div>
      {asking === 'on' && <TurnOn onYes={() => void act.run('on')} onClose={close} />}
      {asking === 'off' && (
        <Sure title={t.off_sure} yes={t.actions.off} onYes={() => void act.run('off')} onClose={close} />
      )}
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

/** Asks before a trigger contacts anybody. */
function TurnOn({ onYes, onClose }: { onYes: () => void; onClose: () => void }) {
  const t = triggerTexts.value.triggers
  return (
    <Sure kind="primary" title={t.on_sure} yes={t.actions.on} onYes={onYes} onClose={onClose}>
      <p>{t.on_means}</p>
    </Sure>
  )
}
