<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Observer;

use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Pairwell\Suggestions\Model\Queue;

/** Queues an order that was placed or changed. */
class QueueOrder implements ObserverInterface
{
    public function __construct(private readonly Queue $queue)
    {
    }

    public function execute(Observer $observer): void
    {
        $order = $observer->getEvent()->getData('order');
        $this->queue->add(Queue::ORDER, [(string)$order->getIncrementId()]);
    }
}
