import { useState } from 'preact/hooks'
import { call, withQuery } from '../../api/call.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { TypeName } from '../../parts/type-name.tsx'
import { me, shop } from '../../session.ts'
import { texts } from '../../texts/index.ts'

/** Deletes the shop with everything in it, after an owner has typed its name. */
export function DeleteShop() {
  const [isOpen, setIsOpen] = useState(false)
  const t = texts.value.settings
  const name = shop.value?.name ?? ''
  return (
    <Card title={t.delete_shop} lead={t.delete_shop_lead}>
      <div class="row">
        <Button kind="danger" onPress={() => setIsOpen(true)}>
          {t.delete_shop}
        </Button>
        <a href="/console/uploads">{t.export_first}</a>
      </div>
      {isOpen && (
        <TypeName
          title={t.delete_shop_sure(name)}
          what={t.delete_shop_what}
          name={name}
          label={t.type_name(name)}
          yes={t.delete_shop}
          onClose={() => setIsOpen(false)}
          onYes={async () => {
            await call(withQuery('/v1/shop', { name }), { method: 'DELETE' })
            sessionStorage.clear()
            me.value = null
          }}
        />
      )}
    </Card>
  )
}
