"use server";

import { refresh } from "next/cache";
import type { RequestId } from "@/lib/core/ids";
import { bookPrice } from "@/lib/corrections/book-price";
import { bookPriceInput } from "@/lib/corrections/contract";
import { newPrice, priceListRefInput, priceRefInput } from "@/lib/prices/contract";
import { acceptPriceList, declinePriceList } from "@/lib/prices/decide-price-list";
import { deletePrice } from "@/lib/prices/delete-price";
import { setPrice } from "@/lib/prices/set-price";
import { defineAction } from "@/lib/transport/define-action";

const set = defineAction(newPrice, setPrice);
const remove = defineAction(priceRefInput, deletePrice);
const accept = defineAction(priceListRefInput, acceptPriceList);
const decline = defineAction(priceListRefInput, declinePriceList);
const book = defineAction(bookPriceInput, (ctx, { target, after }) =>
  bookPrice(ctx, target, { after: after as RequestId | null }),
);

export async function setPriceAction(input: unknown) {
  const result = await set(input);
  refresh();
  return result;
}

export async function deletePriceAction(input: unknown) {
  const result = await remove(input);
  refresh();
  return result;
}

/** The page is not made anew: a booking of many requests calls this several times, and the button asks for it at the end. */
export async function bookPriceAction(input: unknown) {
  return book(input);
}

export async function acceptPriceListAction(input: unknown) {
  const result = await accept(input);
  refresh();
  return result;
}

export async function declinePriceListAction(input: unknown) {
  const result = await decline(input);
  refresh();
  return result;
}
