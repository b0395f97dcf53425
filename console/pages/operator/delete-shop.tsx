import type { OperatorShop } from '../../../schema/shop/shops.ts'
import { Problem } from '../../api/call.ts'
import { TypeName } from '../../parts/type-name.tsx'
import { texts } from '../../texts/index.ts'
import type { OperatorCall } from './operator-call.ts'

type Props = { ask: OperatorCall; shop: OperatorShop; onDeleted: () => void; onClose: () => void }

/** Deletes a shop after its name was typed, because nothing brings it back. */
export function DeleteShop({ ask, shop: { shop_id, name }, onDeleted, onClose }: Props) {
  const t = texts.value.operator
  const remove = async () => {
    try {
      // The rest is left to the background job.
      await ask(`/v1/shops/${shop_id}`, 'DELETE')
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.code !== 'unknown_shop') throw thrown
    }
    onDeleted()
    onClose()
  }
  return (
    <TypeName
      title={t.delete_sure(name)}
      what={t.delete_what}
      name={name}
      label={t.type_name(name)}
      yes={t.delete}
      onYes={remove}
      onClose={onClose}
    />
  )
}
