/**
 * Names of columns of plain spreadsheets in German, French, Spanish, Italian, Dutch, Polish, Swedish, Arabic and Japanese, separated
 * by commas; English ones stand in the formats.
 */
const labels = (text: string): string[] =>
  text
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '')

/** Of a catalogue. */
export const ITEM_LABELS: Readonly<Record<string, readonly string[]>> = {
  id: labels(`produkt id,artikel id,id produit,identifiant,id del producto,id producto,id articolo,id prodotto,id artykułu,id produktu,produktid,artikelid,
    商品id,معرف المنتج`),
  item_group_id:
    labels(`artikelgruppe id,vaterartikel,hauptartikel,elternartikel,artikel parent,produit parent,produto pai,producto padre,
    articolo padre,hoofdartikel,produkt nadrzędny,huvudprodukt,親商品番号`),
  sku: labels(`artikelnummer,artikel nr,artikel nr.,artikelnr,artikelnr.,art. nr.,art.nr.,art nr,artnr,produktnummer,produkt nr.,bestellnummer artikel,
    référence,reference,réf.,ref.,référence article,code article,code produit,n° article,
    referencia,código,codigo,código de producto,código artículo,ref,riferimento,codice,codice articolo,codice prodotto,cod. articolo,
    artikelcode,productcode,productnummer,artikelnummer leverancier,indeks,kod produktu,numer artykułu,symbol,kod,
    artikelkod,varunummer,商品番号,商品コード,品番,型番,رقم المنتج,رمز المنتج,كود المنتج,رقم الصنف`),
  title: labels(`bezeichnung,artikelbezeichnung,artikelname,produktname,produktbezeichnung,titel,artikel,
    désignation,designation,libellé,nom,nom du produit,nom de l'article,titre,intitulé,
    nombre,nombre del producto,nombre de producto,título,titulo,denominación,
    denominazione,nome,nome prodotto,nome articolo,titolo,
    naam,productnaam,artikelnaam,omschrijving artikel,nazwa,nazwa produktu,nazwa artykułu,tytuł,
    namn,produktnamn,artikelnamn,benämning,商品名,名称,品名,製品名,タイトル,اسم المنتج,الاسم,العنوان,اسم الصنف`),
  link: labels(`produktlink,produkt url,artikellink,webadresse,lien,lien produit,url produit,adresse,enlace,url del producto,collegamento,url prodotto,
    productlink,product url,adres url,link do produktu,produktlänk,länk,商品url,リンク,رابط المنتج,الرابط`),
  image_link:
    labels(`bild,bild url,bildlink,bildadresse,produktbild,abbildung,foto,image produit,url image,lien image,photo,imagen,url imagen,url de la imagen,
    immagine,url immagine,afbeelding,afbeelding url,zdjęcie,obraz,link do zdjęcia,url zdjęcia,bildlänk,bildadress,画像,画像url,商品画像,صورة,رابط الصورة,الصورة`),
  price:
    labels(`preis,verkaufspreis,bruttopreis,vk,vk preis,vk brutto,stückpreis,listenpreis,einzelpreis,preis brutto,preis eur,preis in €,preis €,
    prix,prix ttc,prix de vente,prix unitaire,tarif,precio,precio venta,precio de venta,pvp,precio unitario,
    prezzo,prezzo di vendita,prezzo al pubblico,prijs,verkoopprijs,cena,cena brutto,cena sprzedaży,cena detaliczna,
    pris,försäljningspris,utpris,価格,販売価格,単価,値段,税込価格,السعر,سعر البيع,سعر`),
  sale_price:
    labels(`aktionspreis,angebotspreis,sonderpreis,rabattpreis,reduzierter preis,prix promo,prix promotionnel,prix soldé,prix remisé,precio oferta,
    precio de oferta,precio rebajado,prezzo scontato,prezzo promozionale,prezzo offerta,actieprijs,aanbiedingsprijs,kortingsprijs,cena promocyjna,
    reapris,kampanjpris,セール価格,特価,割引価格,سعر العرض,سعر التخفيض`),
  cost_of_goods_sold:
    labels(`einkaufspreis,ek,ek preis,ek netto,prix d'achat,prix achat,coût,precio de compra,costo,coste,prezzo di acquisto,
    inkoopprijs,cena zakupu,inköpspris,仕入価格,原価,سعر الشراء,التكلفة`),
  currency: labels('währung,devise,monnaie,moneda,valuta,waluta,通貨,العملة'),
  availability:
    labels(`verfügbarkeit,lieferbarkeit,lieferstatus,verfügbar,disponibilité,disponible,disponibilidad,disponibilità,disponibile,beschikbaarheid,
    beschikbaar,dostępność,dostępny,tillgänglighet,lagerstatus,在庫状況,販売状況,التوفر,حالة التوفر`),
  stock:
    labels(`bestand,lagerbestand,lager,lagermenge,menge auf lager,stückzahl,stock disponible,quantité en stock,quantité,existencias,stock actual,cantidad,
    giacenza,quantità,disponibilità magazzino,scorta,voorraad,aantal op voorraad,stan,stan magazynowy,ilość,ilość w magazynie,
    lagersaldo,saldo,antal i lager,在庫,在庫数,数量,المخزون,الكمية`),
  product_type:
    labels(`kategorie,warengruppe,produktkategorie,artikelgruppe,produktgruppe,rubrik,catégorie,categorie,rayon,famille,categoría,categoria,familia,
    reparto,productcategorie,categorie pad,productgroep,kategoria,kategori,varugrupp,produktgrupp,カテゴリ,カテゴリー,分類,الفئة,التصنيف,القسم`),
  brand: labels(
    'marke,hersteller,fabrikat,marque,fabricant,marca,fabricante,produttore,merk,fabrikant,marka,producent,varumärke,märke,tillverkare,ブランド,メーカー,العلامة التجارية,الماركة,الشركة المصنعة',
  ),
  gtin: labels(
    'gtin,ean code,ean nummer,ean nr.,strichcode,code barres,code barre,código de barras,codigo de barras,codice a barre,codice ean,streepjescode,kod kreskowy,kod ean,streckkod,ean kod,janコード,バーコード,jan,الباركود,باركود',
  ),
  tags: labels(
    'schlagworte,schlagwörter,stichworte,étiquettes,mots clés,etiquetas,etichette,trefwoorden,tagi,etykiety,taggar,タグ,الوسوم',
  ),
  published: labels(
    'sichtbar,aktiv,online,veröffentlicht,actif,publié,en ligne,activo,publicado,attivo,pubblicato,actief,gepubliceerd,aktywny,opublikowany,publicerad,公開,公開状態,منشور,مفعل',
  ),
  option: labels(
    'variante,ausführung,option,déclinaison,variant,opción,opzione,uitvoering,wariant,バリエーション,الخيار',
  ),
  color: labels('farbe,couleur,colour,colore,kleur,kolor,färg,色,カラー,اللون'),
  size: labels('größe,grösse,groesse,taille,talla,tamaño,taglia,maat,rozmiar,storlek,サイズ,المقاس,الحجم'),
  material: labels('matière,matériau,materiale,materiaal,materiał,素材,材質,المادة'),
}

/** Of orders. */
export const ORDER_LABELS: Readonly<Record<string, readonly string[]>> = {
  order_id:
    labels(`bestellnummer,bestell nr,bestell nr.,bestellnr,bestellnr.,bestellung,auftragsnummer,auftrag,auftrags nr.,rechnungsnummer,rechnungs nr.,belegnummer,
    beleg nr.,bon nr.,vorgangsnummer,numéro de commande,n° de commande,n° commande,no commande,commande,numéro de facture,n° facture,facture,
    número de pedido,n.º de pedido,nº pedido,pedido,número de factura,factura,numero ordine,n. ordine,ordine,numero fattura,fattura,
    ordernummer,bestelnummer,bestelling,factuurnummer,numer zamówienia,nr zamówienia,zamówienie,numer faktury,paragon,ordernr,order nr,fakturanummer,
    kvittonummer,注文番号,注文id,受注番号,伝票番号,رقم الطلب,الطلب,رقم الفاتورة`),
  order_date:
    labels(`datum,bestelldatum,auftragsdatum,rechnungsdatum,belegdatum,kaufdatum,bestellt am,date de commande,date commande,date de facture,
    fecha,fecha de pedido,fecha del pedido,fecha de factura,data,data ordine,data dell'ordine,data fattura,besteldatum,orderdatum,factuurdatum,
    data zamówienia,data faktury,data zakupu,beställningsdatum,fakturadatum,köpdatum,注文日,注文日時,受注日,購入日,日付,تاريخ الطلب,التاريخ`),
  customer_id:
    labels(`kundennummer,kunden nr,kunden nr.,kundennr,kundennr.,kunden id,numéro client,n° client,code client,id client,número de cliente,nº cliente,id cliente,
    codice cliente,numero cliente,klantnummer,klant id,numer klienta,id klienta,kundnummer,kund id,顧客番号,顧客id,会員番号,رقم العميل`),
  customer_email:
    labels(`e mail,mail,e mail adresse,email adresse,e mail kunde,courriel,adresse e mail,email client,correo,correo electrónico,email cliente,indirizzo e mail,
    e mailadres,adres e mail,e postadress,e post,メール,メールアドレス,البريد الإلكتروني`),
  item_id: labels('produkt id,artikel id,id produit,id producto,id prodotto,id produktu,商品id,معرف المنتج'),
  sku: ITEM_LABELS.sku ?? [],
  item_name: [
    ...(ITEM_LABELS.title ?? []),
    ...labels(
      'produkt,position,article,produit,artículo,producto,articolo,prodotto,product,artykuł,vara,商品,製品,المنتج,الصنف',
    ),
  ],
  quantity: labels(
    'menge,anzahl,stück,stückzahl,stk,quantité,qté,cantidad,cant.,unidades,quantità,q.tà,aantal,ilość,sztuk,antal,数量,個数,الكمية',
  ),
  price: ITEM_LABELS.price ?? [],
  currency: ITEM_LABELS.currency ?? [],
  status: labels(
    'zustand,bestellstatus,auftragsstatus,statut,état,estado,stato,orderstatus,stan,status zamówienia,ステータス,状態,注文状況,الحالة,حالة الطلب',
  ),
  discount: labels('rabatt,rabatt gesamt,remise,descuento,sconto,korting,rabat,割引,الخصم'),
  shipping: labels(
    'versand,versandkosten,porto,frais de port,livraison,envío,gastos de envío,spedizione,spese di spedizione,verzendkosten,koszt wysyłki,dostawa,frakt,送料,الشحن',
  ),
  tax: labels(
    'mwst,mwst.,ust,ust.,steuer,mehrwertsteuer,tva,iva,impuestos,btw,vat,podatek,moms,消費税,税,الضريبة',
  ),
  total: labels(
    'gesamt,gesamtbetrag,gesamtsumme,summe,endbetrag,montant total,total ttc,importe total,total pedido,totale,totale ordine,totaal,totaalbedrag,suma,razem,wartość zamówienia,totalt,totalbelopp,summa,合計,総額,المجموع,الإجمالي',
  ),
}

/** Our names with their English names and those of other languages. */
export function withLabels(
  columns: Readonly<Record<string, readonly string[]>>,
  labelled: Readonly<Record<string, readonly string[]>>,
): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, others]) => [name, [...others, ...(labelled[name] ?? [])]]),
  )
}
