<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Observer;

use Magento\Catalog\Api\ProductRepositoryInterface;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Framework\Exception\NoSuchEntityException;
use Pairwell\Suggestions\Model\Queue;

/** Queues a product whose stock was saved: an order lowers the stock without saving the product. */
class QueueStock implements ObserverInterface
{
    public function __construct(private readonly Queue $queue, private readonly ProductRepositoryInterface $products)
    {
    }

    public function execute(Observer $observer): void
    {
        try {
            $id = (int)$observer->getEvent()->getData('item')->getProductId();
            $this->queue->add(Queue::ITEM, [(string)$this->products->getById($id)->getSku()]);
        } catch (NoSuchEntityException) {
            // The product is being deleted, which has an event of its own.
            return;
        }
    }
}
