import type { Words } from './words.ts'

export const ja: Words = {
  titles: { product: '一緒におすすめ', cart: 'カートの商品と一緒におすすめ' },
  intents: {
    upgrade: 'ワンランク上の商品',
    downgrade: 'よりお手頃な商品',
    related: '似ている商品',
    replenish: 'そろそろ補充しませんか',
  },
  texts: {
    add: 'カートに入れる',
    adding: '追加中…',
    added: '追加しました',
    failed: '追加できませんでした。もう一度お試しください。',
    add_label: '{title}をカートに入れる',
    from: '{price}から',
  },
  share: '購入者の約{n}人に1人が一緒に購入',
  most: '購入者のほとんどが一緒に購入',
  half: '購入者の約半数が一緒に購入',
  reasons: {
    pinned: '当店が選びました',
    relation: '当店のおすすめ',
    mined: 'よく一緒に購入されています',
    similar: '似た商品とよく一緒に購入されています',
    generalised: 'このような商品に当店がおすすめ',
    category: 'この種の商品とよく一緒に購入されています',
    bestseller: '当店の人気商品',
  },
  switched: {
    share: 'この商品を購入した約{n}人に1人が後に選択',
    most: 'この商品を購入した人のほとんどが後に選択',
    half: 'この商品を購入した人の約半数が後に選択',
    some: 'この商品を購入した人の一部が後に選択',
  },
  alike: '同じ種類の商品',
  gains: {
    count: '{from}個ではなく{to}個',
    measure: '{from}ではなく{to} {unit}',
    rather: '{from}ではなく{to}',
    also: '{to}付き',
    less_per_piece: '1個あたり{percent} %お得',
    less_per_unit: '{unit}あたり{percent} %お得',
    dearer: '+{price}',
    cheaper: '-{price}',
  },
}
