import { PairwellOffer, PairwellProvider } from '@pairwell/react'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { SHOP } from './shop.ts'

let show = (_item: string) => {}

function Page() {
  const [item, setItem] = useState('tea')
  show = setItem
  const style = { display: 'block', minHeight: 160 }
  return (
    <PairwellProvider {...SHOP} consent="granted">
      <PairwellOffer placement="product" itemId={item} customerToken="a.token" style={style} />
    </PairwellProvider>
  )
}

const place = document.createElement('div')
document.body.append(place)
createRoot(place).render(<Page />)
Object.assign(window, { show: (item: string) => show(item) })
