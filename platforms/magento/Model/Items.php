<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Model;

use Magento\Catalog\Api\CategoryRepositoryInterface;
use Magento\Catalog\Api\Data\ProductInterface;
use Magento\Catalog\Helper\Image;
use Magento\Catalog\Model\Product\Visibility;
use Magento\CatalogInventory\Api\StockRegistryInterface;
use Magento\ConfigurableProduct\Model\Product\Type\Configurable;
use Magento\Framework\Exception\NoSuchEntityException;
use Magento\Store\Model\StoreManagerInterface;

/** Products as Pairwell's items, named by their SKU. */
class Items
{
    /** Types that the cart takes as they are. */
    private const ADDED = ['simple', 'virtual', 'downloadable', 'configurable'];
    private const MAX_TEXT = 500;
    private const ENABLED = 1;

    /** Names of categories, which many products share. */
    private array $names = [];

    public function __construct(
        private readonly CategoryRepositoryInterface $categories,
        private readonly StockRegistryInterface $stock,
        private readonly StoreManagerInterface $stores,
        private readonly Image $images
    ) {
    }

    /** The item of a product; null for a variant that is sold by its configurable product only. */
    public function of(ProductInterface $product): ?array
    {
        if ((int)$product->getVisibility() === Visibility::VISIBILITY_NOT_VISIBLE) {
            return null;
        }
        $type = (string)$product->getTypeId();
        $paths = array_values(array_unique(array_filter(array_map([$this, 'path'], $product->getCategoryIds()))));
        usort($paths, fn ($a, $b) => substr_count($b, ' > ') <=> substr_count($a, ' > '));
        $item = [
            'item_id' => $product->getSku(),
            'title' => $this->text($product->getName()),
            'published' => (int)$product->getStatus() === self::ENABLED,
            'action' => in_array($type, self::ADDED, true) ? 'add' : 'choose',
            'variants' => $this->variants($product),
        ];
        return $item + array_filter([
            'url' => (string)$product->getProductUrl(),
            'image_url' => $this->picture($product),
            'category' => $paths[0] ?? '',
            'collections' => count($paths) > 1 ? $paths : [],
            'platform_id' => (string)$product->getId(),
        ]);
    }

    private function variants(ProductInterface $product): array
    {
        $type = $product->getTypeInstance();
        if (!$type instanceof Configurable) {
            return [$this->variant($product, '')];
        }
        $names = array_map(fn ($attribute) => $attribute['attribute_code'], $type->getConfigurableAttributesAsArray($product));
        $variants = [];
        foreach ($type->getUsedProducts($product) as $child) {
            $options = array_map(fn ($name) => $child->getAttributeText($name), $names);
            $variants[] = $this->variant($child, implode(' / ', array_filter($options, 'is_string')));
        }
        return $variants ?: [$this->variant($product, '')];
    }

    private function variant(ProductInterface $product, string $title): array
    {
        $stock = $this->stock->getStockItemBySku($product->getSku());
        $isCounted = $stock->getManageStock() && $product->getTypeId() !== Configurable::TYPE_CODE;
        $isThere = $stock->getIsInStock() && (int)$product->getStatus() === self::ENABLED;
        $canWait = $isThere && $isCounted && $stock->getQty() <= 0 && $stock->getBackorders() > 0;
        $price = $product->getFinalPrice() ?? $product->getPrice();
        return [
            'variant_id' => $product->getSku(),
            'sku' => $product->getSku(),
            'availability' => $canWait ? 'backorder' : ($isThere ? 'in_stock' : 'out_of_stock'),
        ]
            + ($title === '' ? [] : ['title' => $this->text($title)])
            + ($isCounted ? ['stock' => (int)floor((float)$stock->getQty())] : [])
            + ($price === null ? [] : ['price' => Money::minor($price, $this->stores->getStore()->getBaseCurrencyCode())]);
    }

    /** "Kitchen > Kettles": without the root of the tree and that of the store. */
    private function path(int|string $id): string
    {
        try {
            $steps = array_slice(explode('/', (string)$this->categories->get((int)$id)->getPath()), 2);
            return $this->text(implode(' > ', array_filter(array_map([$this, 'name'], $steps))));
        } catch (NoSuchEntityException) {
            return '';
        }
    }

    private function name(string $id): string
    {
        return $this->names[$id] ??= (string)$this->categories->get((int)$id)->getName();
    }

    private function picture(ProductInterface $product): string
    {
        $file = (string)$product->getImage();
        return $file === '' || $file === 'no_selection' ? '' : $this->images->init($product, 'product_page_image_medium')->getUrl();
    }

    private function text(mixed $value): string
    {
        return trim(mb_substr(trim(html_entity_decode(strip_tags((string)$value), ENT_QUOTES | ENT_HTML5)), 0, self::MAX_TEXT));
    }
}
