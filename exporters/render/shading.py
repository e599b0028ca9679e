# SPDX-License-Identifier: GPL-3.0-or-later
"""How skin, eyes, teeth and hair answer light: a fragment shader that takes the place of VTK's own lighting.

Colours are reckoned with in linear light. Diffuse light wraps around soft materials by their scatter, red furthest
(Jensen et al. 2001, table 1, turned into a wrap as in "GPU Gems", ch. 16); highlights are GGX (Walter et al. 2007,
eq. 33 and 34) with Schlick's Fresnel term; the sum is tone mapped (Narkowicz
2015, "ACES filmic tone mapping curve").
"""

from dataclasses import dataclass

import pyvista

from ...runtime.head.hair_light import FADED


@dataclass(frozen=True)
class Finish:
    """How a material answers light.

    colour: sRGB code, None where a texture is painted. roughness and gloss (0..1, strength of the highlight). scatter:
    how far red, green and blue light go on into the shadow, 0..1. opacity below 1: only the highlight is seen. rounded:
    drawn on a finer surface. thin: how many times as wide hairs are drawn as they are, and as clear, for they are
    narrower than a pixel. kind: "plain", "inside" (of the mouth: no lamp reaches it but through the lips), "eye"
    (shaded by the lids) or "hair" (cards on which strands fade where they are cut).
    """

    colour: str | None
    roughness: float
    gloss: float
    scatter: tuple[float, float, float] = (0.0, 0.0, 0.0)
    opacity: float = 1.0
    rounded: bool = False
    thin: float = 1.0
    kind: str = "plain"

    @property
    def see_through(self) -> bool:
        """Whether what lies behind shows."""
        return self.opacity < 1.0 or self.thin > 1.0 or self.kind == "hair"


FINISHES: dict[str, Finish] = {
    "skin": Finish(None, 0.55, 0.55, (0.42, 0.16, 0.09), rounded=True),
    "mouth": Finish("#4a1a18", 0.60, 0.08, (0.3, 0.1, 0.08), rounded=True, kind="inside"),
    "teeth": Finish("#efe7d6", 0.28, 0.9, (0.25, 0.21, 0.18), rounded=True, kind="inside"),
    "gums": Finish("#b5605c", 0.45, 0.3, (0.4, 0.15, 0.12), rounded=True, kind="inside"),
    "tongue": Finish("#a04f4b", 0.45, 0.5, (0.4, 0.15, 0.12), rounded=True, kind="inside"),
    "lashes": Finish("#140d0a", 0.80, 0.0, thin=2.2),
    "eye": Finish(None, 0.35, 0.3, (0.25, 0.18, 0.15), kind="eye"),
    "cornea": Finish("#ffffff", 0.07, 1.0, opacity=0.5),
    "socket": Finish("#b5706a", 0.35, 0.4),
    "shirt": Finish("#3e444d", 0.90, 0.08, rounded=True),
    "hair": Finish(None, 0.52, 0.32, (0.25, 0.2, 0.15), kind="hair"),
}

LIGHTS: tuple[tuple[tuple[float, float, float], float, str], ...] = (
    ((0.62, 0.62, 0.90), 1.9, "#fff0e0"),
    ((-0.95, 0.10, 0.62), 0.5, "#dfe8ff"),
    ((-0.75, 0.55, -0.80), 1.5, "#fff6ee"),
    ((0.85, 0.25, -0.75), 0.8, "#cfe0ff"),
)
"""Key, fill and two rims: direction towards the light, strength, colour."""

_SHADER = """
  vec3 N = normalize(normalVCVSOutput);
  vec3 V = normalize(-vertexVC.xyz);
  vec4 painted = SOLILOQUY_COLOUR;
  vec3 albedo = pow(painted.rgb, vec3(2.2));
  float open_sky = SOLILOQUY_OPEN_SKY;
  float key_seen = SOLILOQUY_KEY_SEEN;
  vec3 scatter = vec3(SOLILOQUY_SCATTER);
  float roughness = SOLILOQUY_ROUGHNESS;
  float gloss = SOLILOQUY_GLOSS * (1.0 - SOLILOQUY_MATT);
  SOLILOQUY_KIND
  vec3 shadow = pow(vec3(open_sky), 1.0 - 0.6 * scatter);
  vec3 around = mix(vec3(0.13, 0.10, 0.09), vec3(0.34, 0.36, 0.41), 0.5 + 0.5 * N.y) * shadow;
  vec3 lit = vec3(0.0);
  vec3 shine = vec3(0.0);
  float a2 = pow(roughness, 4.0);
  float nv = max(dot(N, V), 0.04);
  SOLILOQUY_LIGHTS
  float edge = pow(1.0 - nv, 5.0);
  vec3 mirrored = reflect(-V, N);
  vec3 room = mix(vec3(0.05), vec3(0.55, 0.58, 0.64), smoothstep(-0.2, 0.9, mirrored.y));
  shine += room * (0.04 + 0.5 * edge * (1.0 - roughness)) * open_sky * (1.0 - 0.6 * roughness);
  vec3 seen = albedo * (around + lit / 3.14159265) + gloss * shine;
  seen *= 1.0;
  seen = clamp((seen * (2.51 * seen + 0.03)) / (seen * (2.43 * seen + 0.59) + 0.14), 0.0, 1.0);
  fragOutput0 = vec4(pow(seen, vec3(1.0 / 2.2)), SOLILOQUY_OPACITY);
"""
_LIGHT = """
  {
    vec3 L = normalize(-lightDirectionVC%d);
    float reaches = %s;
    float nl = dot(N, L);
    vec3 wrapped = clamp((nl + scatter) / (1.0 + scatter), 0.0, 1.0);
    vec3 through = mix(vec3(reaches), vec3(1.0), 0.25 * scatter);
    lit += lightColor%d * wrapped * wrapped * through;
    vec3 H = normalize(L + V);
    float nh = max(dot(N, H), 0.0);
    float nlc = max(nl, 0.0);
    float bend = nh * nh * (a2 - 1.0) + 1.0;
    float D = a2 / (3.14159265 * bend * bend);
    float k = 0.5 * sqrt(a2);
    float G = 1.0 / ((nlc * (1.0 - k) + k) * (nv * (1.0 - k) + k));
    float side = 1.0 - max(dot(V, H), 0.0);
    float F = 0.04 + 0.96 * side * side * side * side * side;
    float spot = min(0.25 * D * G * F, 24.0) * nlc;
    shine += lightColor%d * spot * reaches;
  }
"""
_KIND = {
    # The lids shade the ball from above and at its corners.
    "eye": "open_sky = smoothstep(0.75, 0.05, N.y) * smoothstep(1.0, 0.45, abs(N.x)) * 0.8 + 0.2; key_seen = open_sky;",
    # Only where its picture has strands. It is seen from both sides alike: VTK turns normals of faces seen from behind,
    # and those of hair face out of it.
    "hair": f"if (painted.a < {FADED[0]}) discard; if (!gl_FrontFacing) N = -N;",
}
_OPACITY = {"hair": "smoothstep({}, {}, painted.a)".format(*FADED)}


def shade(actor: pyvista.Actor, finish: Finish, *, textured: bool, reach: bool) -> None:
    """Let ``actor`` answer light as ``finish`` says; the plotter's lights must be LIGHTS, in order and directional.

    reach: the mesh carries, as colours at its points, how much of the sky (red) and of the key light (green) each
    point sees, and how matt it is (blue).
    """
    colour = "texture(actortexture, tcoordVCVSOutput)" if textured else _vector(pyvista.Color(finish.colour))
    others = "open_sky" if finish.kind == "inside" else "mix(1.0, open_sky, 0.7)"
    lights = "".join(
        _LIGHT % (index, "key_seen" if index == 0 else others, index, index) for index in range(len(LIGHTS))
    )
    words = {
        "SOLILOQUY_LIGHTS": lights,
        "SOLILOQUY_KIND": _KIND.get(finish.kind, ""),
        "SOLILOQUY_COLOUR": colour,
        "SOLILOQUY_OPEN_SKY": "vertexColorVSOutput.r" if reach else "1.0",
        "SOLILOQUY_MATT": "vertexColorVSOutput.b" if reach else "0.0",
        "SOLILOQUY_KEY_SEEN": "vertexColorVSOutput.g" if reach else "1.0",
        "SOLILOQUY_SCATTER": ", ".join(map(str, finish.scatter)),
        "SOLILOQUY_ROUGHNESS": str(finish.roughness),
        "SOLILOQUY_GLOSS": str(finish.gloss),
        "SOLILOQUY_OPACITY": _OPACITY.get(finish.kind, "opacity")
        if finish.opacity == 1.0
        else "clamp(dot(shine, vec3(0.4)), 0.0, 1.0)",
    }
    code = _SHADER
    for word, meaning in words.items():
        code = code.replace(word, meaning)
    properties = actor.GetShaderProperty()
    properties.AddFragmentShaderReplacement("//VTK::Light::Impl", True, code, False)
    properties.AddFragmentShaderReplacement("//VTK::TCoord::Impl", True, "", False)


def _vector(colour: pyvista.Color) -> str:
    return "vec4({:.4f}, {:.4f}, {:.4f}, 1.0)".format(*colour.float_rgb)
