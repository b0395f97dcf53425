import { useState } from 'preact/hooks'
import { call, withQuery } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { TextField } from '../../parts/field.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure, Notice } from '../../parts/states.tsx'
import { me, shop } from '../../session.ts'
import { texts } from '../../texts/index.ts'

/** Deletes the shop with everything in it, after an owner has typed its name. */
export function DeleteShop() {
  const [isOpen, setIsOpen] = useState(false)
  const t = texts.value.settings
  return (
    <Card title={t.delete_shop} lead={t.delete_shop_lead}>
      <div class="row">
        <Button kind="danger" onPress={() => setIsOpen(true)}>
          {t.delete_shop}
        </Button>
        <a href="/console/uploads">{t.export_first}</a>
      </div>
      {isOpen && <Confirm name={shop.value?.name ?? ''} onClose={() => setIsOpen(false)} />}
    </Card>
  )
}

function Confirm({ name, onClose }: { name: string; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const t = texts.value.settings
  const remove = useAct(async () => {
    await call(withQuery('/v1/shop', { name: typed }), { method: 'DELETE' })
    sessionStorage.clear()
    me.value = null
  })
  return (
    <Dialog title={t.delete_shop_sure(name)} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed === name) void remove.run()
        }}
      >
        <Notice mood="warn">
          <p>{t.delete_shop_what}</p>
        </Notice>
        <TextField label={t.type_name(name)} value={typed} onInput={setTyped} required />
        <Failure problem={remove.problem} />
        <div class="row">
          <Button kind="danger" type="submit" busy={remove.busy} disabled={typed !== name}>
            {t.delete_shop}
          </Button>
          <Button onPress={onClose}>{texts.value.common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  )
}
