import type { FrameWriter } from './frame-writer.ts';

const Change = { none: 0, otherLink: 1, otherLane: 2 } as const;

/**
 * Where every vehicle inside was a second ago, and what of it has changed: parts 5 to 10 of a frame. Whole centimetres and cm/s
 * are compared with whole ones, so that nothing adds up over time.
 */
export class VehicleTrack {
  readonly #link: Int32Array;
  readonly #lane: Int32Array;
  readonly #positionCm: Int32Array;
  readonly #speedCmps: Int32Array;
  readonly #seenLink: Int32Array;
  readonly #seenLane: Int32Array;
  readonly #seenPositionCm: Int32Array;
  readonly #seenSpeedCmps: Int32Array;
  /** The frame in which a vehicle was seen last, counted from 1. */
  readonly #seenIn: Int32Array;
  readonly #isInside: Uint8Array;
  /** What has become of a vehicle inside since the frame before: one of `Change`. */
  readonly #change: Uint8Array;
  #otherLinkCount = 0;
  #otherLaneCount = 0;
  #seenInsideCount = 0;
  /** Vehicles inside, oldest entry first. */
  readonly #inside: Int32Array;
  #insideCount = 0;
  readonly #came: Int32Array;
  #cameCount = 0;
  #frame = 0;

  constructor(vehicles: number) {
    const integers = (): Int32Array => new Int32Array(vehicles);
    this.#link = integers();
    this.#lane = integers();
    this.#positionCm = integers();
    this.#speedCmps = integers();
    this.#seenLink = integers();
    this.#seenLane = integers();
    this.#seenPositionCm = integers();
    this.#seenSpeedCmps = integers();
    this.#seenIn = integers();
    this.#isInside = new Uint8Array(vehicles);
    this.#change = new Uint8Array(vehicles);
    this.#inside = integers();
    this.#came = integers();
  }

  /** A new second. */
  begin(): void {
    this.#frame += 1;
    this.#cameCount = 0;
    this.#seenInsideCount = 0;
    this.#otherLinkCount = 0;
    this.#otherLaneCount = 0;
  }

  /** A vehicle inside at its end. */
  see(vehicle: number, link: number, lane: number, positionCm: number, speedCmps: number): void {
    this.#seenIn[vehicle] = this.#frame;
    this.#seenLink[vehicle] = link;
    this.#seenLane[vehicle] = lane;
    this.#seenPositionCm[vehicle] = positionCm;
    this.#seenSpeedCmps[vehicle] = speedCmps;
    if (this.#isInside[vehicle] === 0) {
      this.#came[this.#cameCount++] = vehicle;
      return;
    }
    this.#seenInsideCount += 1;
    if (link !== this.#link[vehicle]) {
      this.#change[vehicle] = Change.otherLink;
      this.#otherLinkCount += 1;
    } else if (lane !== this.#lane[vehicle]) {
      this.#change[vehicle] = Change.otherLane;
      this.#otherLaneCount += 1;
    } else {
      this.#change[vehicle] = Change.none;
    }
  }

  writeTo(frame: FrameWriter): void {
    this.#writeGone(frame);
    this.#writeOnOtherLink(frame);
    this.#writeOnOtherLane(frame);
    this.#writeSpeeds(frame);
    this.#writePositions(frame);
    this.#writeCome(frame);
  }

  #writeGone(frame: FrameWriter): void {
    let left = this.#insideCount - this.#seenInsideCount;
    frame.count(left);
    if (left === 0) return;
    let kept = 0;
    let before = -1;
    for (let place = 0; place < this.#insideCount; place++) {
      const vehicle = this.#inside[place]!;
      if (left === 0 || this.#seenIn[vehicle] === this.#frame) {
        this.#inside[kept++] = vehicle;
        continue;
      }
      frame.count(place - before);
      before = place;
      left -= 1;
      this.#isInside[vehicle] = 0;
    }
    this.#insideCount = kept;
  }

  #writeOnOtherLink(frame: FrameWriter): void {
    frame.count(this.#otherLinkCount);
    for (let place = 0, before = -1, left = this.#otherLinkCount; left > 0; place++) {
      const vehicle = this.#inside[place]!;
      if (this.#change[vehicle] !== Change.otherLink) continue;
      frame.count(place - before);
      frame.count(this.#seenLink[vehicle]!);
      frame.count(this.#seenLane[vehicle]!);
      frame.count(this.#seenPositionCm[vehicle]!);
      before = place;
      left -= 1;
    }
  }

  #writeOnOtherLane(frame: FrameWriter): void {
    frame.count(this.#otherLaneCount);
    for (let place = 0, before = -1, left = this.#otherLaneCount; left > 0; place++) {
      const vehicle = this.#inside[place]!;
      if (this.#change[vehicle] !== Change.otherLane) continue;
      frame.count(place - before);
      frame.count(this.#seenLane[vehicle]!);
      before = place;
      left -= 1;
    }
  }

  #writeSpeeds(frame: FrameWriter): void {
    for (let place = 0; place < this.#insideCount; place++) {
      const vehicle = this.#inside[place]!;
      frame.signed(this.#seenSpeedCmps[vehicle]! - this.#speedCmps[vehicle]!);
    }
  }

  #writePositions(frame: FrameWriter): void {
    for (let place = 0; place < this.#insideCount; place++) {
      const vehicle = this.#inside[place]!;
      if (this.#change[vehicle] !== Change.otherLink) {
        const expectedCm = this.#positionCm[vehicle]! + ((this.#speedCmps[vehicle]! + this.#seenSpeedCmps[vehicle]!) >> 1);
        frame.signed(this.#seenPositionCm[vehicle]! - expectedCm);
      }
      this.#keep(vehicle);
    }
  }

  #writeCome(frame: FrameWriter): void {
    frame.count(this.#cameCount);
    for (let i = 0; i < this.#cameCount; i++) {
      const vehicle = this.#came[i]!;
      this.#inside[this.#insideCount++] = vehicle;
      this.#isInside[vehicle] = 1;
      this.#keep(vehicle);
      frame.count(vehicle);
      frame.count(this.#link[vehicle]!);
      frame.count(this.#lane[vehicle]!);
      frame.count(this.#positionCm[vehicle]!);
      frame.count(this.#speedCmps[vehicle]!);
    }
  }

  #keep(vehicle: number): void {
    this.#link[vehicle] = this.#seenLink[vehicle]!;
    this.#lane[vehicle] = this.#seenLane[vehicle]!;
    this.#positionCm[vehicle] = this.#seenPositionCm[vehicle]!;
    this.#speedCmps[vehicle] = this.#seenSpeedCmps[vehicle]!;
  }
}
