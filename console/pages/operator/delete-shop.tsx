import { useState } from 'preact/hooks'
import type { OperatorShop } from '../../../schema/shop/shops.ts'
import { Problem } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { TextField } from '../../parts/field.tsx'
import { Failure, Notice } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import type { OperatorCall } from './operator-call.ts'

type Props = { ask: OperatorCall; shop: OperatorShop; onDeleted: () => void; onClose: () => void }

/** Deletes a shop after its name was typed, because nothing brings it back. */
export function DeleteShop({ ask, shop: { shop_id, name }, onDeleted, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const t = texts.value.operator
  const remove = useAct(async () => {
    try {
      // The rest is left to the background job.
      await ask(`/v1/shops/${shop_id}`, 'DELETE')
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.code !== 'unknown_shop') throw thrown
    }
    onDeleted()
    onClose()
  })
  return (
    <Dialog title={t.delete_sure(name)} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed === name) void remove.run()
        }}
      >
        <Notice mood="warn">
          <p>{t.delete_what}</p>
        </Notice>
        <TextField label={t.type_name(name)} value={typed} onInput={setTyped} required />
        <Failure problem={remove.problem} />
        <div class="row">
          <Button kind="danger" type="submit" busy={remove.busy} disabled={typed !== name}>
            {t.delete}
          </Button>
          <Button onPress={onClose}>{texts.value.common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  )
}
