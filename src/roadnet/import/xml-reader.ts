import type { Fault } from '../../kernel/faults.ts';
import type { XmlElement } from './xml.ts';

/** A point of a plane, metres. */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

/** Reads attributes of elements; what is missing or malformed becomes a fault with its line, and `undefined` or a stand-in. */
export class XmlReader {
  readonly faults: Fault[] = [];

  reject(element: XmlElement, attribute: string, value: unknown, advice: string): undefined {
    this.faults.push({ path: `line ${element.line}, ${element.name} ${attribute}`.trimEnd(), value, advice });
    return undefined;
  }

  /** The faults in the order of the file, whatever was read first. */
  faultsByLine(): readonly Fault[] {
    const lineOf = ({ path }: Fault): number => Number(/^line (\d+)/.exec(path)?.[1] ?? 0);
    return this.faults.toSorted((a, b) => lineOf(a) - lineOf(b));
  }

  find(element: XmlElement, attribute: string): string | undefined {
    return Object.hasOwn(element.attributes, attribute) ? element.attributes[attribute] : undefined;
  }

  text(element: XmlElement, attribute: string): string | undefined {
    const value = this.find(element, attribute);
    if (value !== undefined && value !== '') return value;
    return this.reject(element, attribute, value, 'is missing');
  }

  number(element: XmlElement, attribute: string, least: number, most: number): number | undefined {
    const text = this.text(element, attribute);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (Number.isFinite(value) && value >= least && value <= most) return value;
    return this.reject(element, attribute, text, `expected a number from ${least} to ${most}`);
  }

  /** As `number`, or `otherwise` where the attribute is absent. */
  optionalNumber<T>(element: XmlElement, attribute: string, least: number, most: number, otherwise: T): number | T | undefined {
    return this.find(element, attribute) === undefined ? otherwise : this.number(element, attribute, least, most);
  }

  wholeNumber(element: XmlElement, attribute: string, least: number, most: number): number | undefined {
    const value = this.number(element, attribute, least, most);
    return value === undefined || Number.isInteger(value)
      ? value
      : this.reject(element, attribute, value, 'expected a whole number');
  }

  /** Words between white space; none where the attribute is absent. */
  words(element: XmlElement, attribute: string): readonly string[] {
    return (this.find(element, attribute) ?? '').split(/\s+/).filter((word) => word !== '');
  }

  /** Points `x,y` or `x,y,z` between white space; undefined where the attribute is absent or wrong. */
  points(element: XmlElement, attribute: string): readonly PlanePoint[] | undefined {
    if (this.find(element, attribute) === undefined) return undefined;
    const points = this.words(element, attribute).map((word) => {
      const [x, y] = word.split(',').map(Number);
      return { x: x ?? Number.NaN, y: y ?? Number.NaN };
    });
    if (points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))) return points;
    return this.reject(element, attribute, this.find(element, attribute), 'expected points x,y between blanks');
  }
}
