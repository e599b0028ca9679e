/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What ufbx reads in an FBX file, as JSON on standard output: nothing is converted, so units and axes are the file's.
 * ufbx_reader.py compiles it together with ufbx.c and reads what it prints. */
#include "ufbx.h"
#include <math.h>
#include <stdio.h>

static bool first = true;

static void separate(void) {
    if (!first) putchar(',');
    first = false;
}

static void text(const char *data, size_t length) {
    putchar('"');
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)data[i];
        if (c == '"' || c == '\\') printf("\\%c", c);
        else if (c < 0x20) printf("\\u%04x", c);
        else putchar(c);
    }
    putchar('"');
}

static void key(const char *name) { separate(); printf("\"%s\":", name); }
static void open_list(const char *name) { key(name); putchar('['); first = true; }
static void close_list(void) { putchar(']'); first = false; }
static void open_object(void) { separate(); putchar('{'); first = true; }
static void close_object(void) { putchar('}'); first = false; }
static void bare(double value) { isfinite(value) ? printf("%.9g", value) : printf("null"); }
static void item(double value) { separate(); bare(value); }
static void number(const char *name, double value) { key(name); bare(value); }
static void truth(const char *name, bool value) { key(name); printf(value ? "true" : "false"); }
static void string(const char *name, ufbx_string value) { key(name); text(value.data, value.length); }
static void vector(const char *name, ufbx_vec3 v) { open_list(name); item(v.x); item(v.y); item(v.z); close_list(); }

static void matrix(const char *name, ufbx_matrix m) {
    open_list(name);
    for (int column = 0; column < 4; column++)
        for (int row = 0; row < 3; row++) item(m.cols[column].v[row]);
    close_list();
}

static void settings(ufbx_scene *scene) {
    static const char *axes[] = {"+X", "-X", "+Y", "-Y", "+Z", "-Z", "?"};
    number("unit_meters", scene->settings.unit_meters);
    number("original_unit_meters", scene->settings.original_unit_meters);
    key("right"); printf("\"%s\"", axes[scene->settings.axes.right]);
    key("up"); printf("\"%s\"", axes[scene->settings.axes.up]);
    key("front"); printf("\"%s\"", axes[scene->settings.axes.front]);
    number("frames_per_second", scene->settings.frames_per_second);
    number("version", scene->metadata.version);
    string("creator", scene->metadata.creator);
    string("original_file_path", scene->metadata.original_file_path);
    open_list("warnings");
    for (size_t i = 0; i < scene->metadata.warnings.count; i++) {
        ufbx_string said = scene->metadata.warnings.data[i].description;
        separate(); text(said.data, said.length);
    }
    close_list();
}

static void attributes(ufbx_props *props) {
    open_list("attributes");
    for (size_t i = 0; i < props->props.count; i++) {
        ufbx_prop *prop = &props->props.data[i];
        if (!(prop->flags & UFBX_PROP_FLAG_USER_DEFINED)) continue;
        open_object();
        string("name", prop->name);
        number("type", prop->type);
        number("value", prop->value_real);
        string("text", prop->value_str);
        truth("animatable", (prop->flags & UFBX_PROP_FLAG_ANIMATABLE) != 0);
        close_object();
    }
    close_list();
}

static void nodes(ufbx_scene *scene) {
    open_list("nodes");
    for (size_t i = 0; i < scene->nodes.count; i++) {
        ufbx_node *node = scene->nodes.data[i];
        if (node->is_root) continue;
        open_object();
        string("name", node->name);
        string("parent", node->parent && !node->parent->is_root ? node->parent->name : ufbx_empty_string);
        key("holds");
        printf("\"%s\"", node->mesh ? "mesh" : node->bone ? "bone" : node->attrib_type == UFBX_ELEMENT_LOD_GROUP ? "lod group"
            : node->attrib_type == UFBX_ELEMENT_EMPTY ? "null" : node->attrib ? "other" : "nothing");
        vector("translation", node->local_transform.translation);
        vector("rotation", ufbx_quat_to_euler(node->local_transform.rotation, UFBX_ROTATION_ORDER_XYZ));
        vector("scale", node->local_transform.scale);
        truth("geometry_transform", node->has_geometry_transform);
        matrix("to_world", node->node_to_world);
        attributes(&node->props);
        close_object();
    }
    close_list();
}

static double length(ufbx_vec3 v) { return sqrt(v.x * v.x + v.y * v.y + v.z * v.z); }

static void shape(ufbx_blend_channel *channel) {
    ufbx_blend_shape *shape = channel->target_shape;
    double farthest = 0, most = 0;
    size_t turned = 0;
    for (size_t i = 0; shape && i < shape->num_offsets; i++) {
        farthest = fmax(farthest, length(shape->position_offsets.data[i]));
        if (i >= shape->normal_offsets.count) continue;
        double turn = length(shape->normal_offsets.data[i]);
        turned += turn > 1e-6;
        most = fmax(most, turn);
    }
    open_object();
    string("name", channel->name);
    string("shape", shape ? shape->name : ufbx_empty_string);
    number("weight", channel->weight);
    number("full_weight", channel->keyframes.count ? channel->keyframes.data[channel->keyframes.count - 1].target_weight : 0);
    number("offsets", shape ? (double)shape->num_offsets : 0);
    number("farthest", farthest);
    number("normals", shape ? (double)shape->normal_offsets.count : 0);
    number("normals_turned", (double)turned);
    number("largest_normal", most);
    close_object();
}

static void skin(ufbx_mesh *mesh) {
    open_list("clusters");
    for (size_t s = 0; s < mesh->skin_deformers.count; s++) {
        ufbx_skin_deformer *skin = mesh->skin_deformers.data[s];
        for (size_t i = 0; i < skin->clusters.count; i++) {
            ufbx_skin_cluster *cluster = skin->clusters.data[i];
            open_object();
            string("bone", cluster->bone_node ? cluster->bone_node->name : ufbx_empty_string);
            number("vertices", (double)cluster->num_weights);
            matrix("bind_to_world", cluster->bind_to_world);
            close_object();
        }
    }
    close_list();
}

static void bounds(ufbx_mesh *mesh) {
    ufbx_matrix to_world = mesh->instances.count ? mesh->instances.data[0]->geometry_to_world : ufbx_identity_matrix;
    ufbx_vec3 low = {.v = {INFINITY, INFINITY, INFINITY}}, high = {.v = {-INFINITY, -INFINITY, -INFINITY}};
    for (size_t i = 0; i < mesh->skinned_position.values.count; i++) {
        ufbx_vec3 at = mesh->skinned_position.values.data[i];
        if (mesh->skinned_is_local) at = ufbx_transform_position(&to_world, at);
        for (int axis = 0; axis < 3; axis++) {
            low.v[axis] = fmin(low.v[axis], at.v[axis]);
            high.v[axis] = fmax(high.v[axis], at.v[axis]);
        }
    }
    vector("low", low);
    vector("high", high);
}

static void meshes(ufbx_scene *scene) {
    open_list("meshes");
    for (size_t i = 0; i < scene->meshes.count; i++) {
        ufbx_mesh *mesh = scene->meshes.data[i];
        open_object();
        string("name", mesh->instances.count ? mesh->instances.data[0]->name : mesh->name);
        number("vertices", (double)mesh->num_vertices);
        number("triangles", (double)mesh->num_triangles);
        number("faces", (double)mesh->num_faces);
        truth("normals", mesh->vertex_normal.exists);
        truth("tangents", mesh->vertex_tangent.exists);
        number("uv_sets", (double)mesh->uv_sets.count);
        number("color_sets", (double)mesh->color_sets.count);
        bounds(mesh);
        open_list("materials");
        for (size_t m = 0; m < mesh->materials.count; m++) {
            ufbx_string name = mesh->materials.data[m]->name;
            separate(); text(name.data, name.length);
        }
        close_list();
        skin(mesh);
        open_list("channels");
        for (size_t b = 0; b < mesh->blend_deformers.count; b++)
            for (size_t c = 0; c < mesh->blend_deformers.data[b]->channels.count; c++)
                shape(mesh->blend_deformers.data[b]->channels.data[c]);
        close_list();
        close_object();
    }
    close_list();
}

static void materials(ufbx_scene *scene) {
    open_list("materials");
    for (size_t i = 0; i < scene->materials.count; i++) {
        ufbx_material *material = scene->materials.data[i];
        open_object();
        string("name", material->name);
        vector("diffuse", material->fbx.diffuse_color.value_vec3);
        number("diffuse_factor", material->fbx.diffuse_factor.has_value ? material->fbx.diffuse_factor.value_real : 1);
        open_list("textures");
        for (size_t t = 0; t < material->textures.count; t++) {
            ufbx_texture *texture = material->textures.data[t].texture;
            open_object();
            string("property", material->textures.data[t].material_prop);
            string("absolute", texture->absolute_filename);
            string("relative", texture->relative_filename);
            number("bytes", (double)(texture->content.size ? texture->content.size : texture->video ? texture->video->content.size : 0));
            close_object();
        }
        close_list();
        close_object();
    }
    close_list();
}

static void curve(ufbx_anim_prop *animated, int component) {
    static const char *kinds[] = {"constant", "constant", "linear", "cubic"};
    ufbx_anim_curve *curve = animated->anim_value->curves[component];
    if (!curve) return;
    open_object();
    string("element", animated->element->name);
    key("kind"); printf("\"%s\"", animated->element->type == UFBX_ELEMENT_BLEND_CHANNEL ? "channel"
        : animated->element->type == UFBX_ELEMENT_NODE ? "node"
        : animated->element->type == UFBX_ELEMENT_MESH ? "mesh" : "other");
    string("property", animated->prop_name);
    number("component", component);
    key("interpolation");
    printf("\"%s\"", curve->keyframes.count ? kinds[curve->keyframes.data[0].interpolation] : "none");
    open_list("times");
    for (size_t i = 0; i < curve->keyframes.count; i++) item(curve->keyframes.data[i].time);
    close_list();
    open_list("values");
    for (size_t i = 0; i < curve->keyframes.count; i++) item(curve->keyframes.data[i].value);
    close_list();
    close_object();
}

static void stacks(ufbx_scene *scene) {
    open_list("stacks");
    for (size_t i = 0; i < scene->anim_stacks.count; i++) {
        ufbx_anim_stack *stack = scene->anim_stacks.data[i];
        open_object();
        string("name", stack->name);
        number("begin", stack->time_begin);
        number("end", stack->time_end);
        number("layers", (double)stack->layers.count);
        open_list("curves");
        for (size_t l = 0; l < stack->layers.count; l++)
            for (size_t p = 0; p < stack->layers.data[l]->anim_props.count; p++)
                for (int component = 0; component < 3; component++)
                    curve(&stack->layers.data[l]->anim_props.data[p], component);
        close_list();
        close_object();
    }
    close_list();
}

static void lod_groups(ufbx_scene *scene) {
    open_list("lod_groups");
    for (size_t i = 0; i < scene->lod_groups.count; i++) {
        ufbx_lod_group *group = scene->lod_groups.data[i];
        ufbx_node *node = group->instances.count ? group->instances.data[0] : NULL;
        open_object();
        string("name", node ? node->name : group->name);
        truth("relative", group->relative_distances);
        open_list("distances");
        for (size_t l = 0; l < group->lod_levels.count; l++) item(group->lod_levels.data[l].distance);
        close_list();
        open_list("levels");
        for (size_t c = 0; node && c < node->children.count; c++) {
            separate(); text(node->children.data[c]->name.data, node->children.data[c]->name.length);
        }
        close_list();
        close_object();
    }
    close_list();
}

int main(int count, char **arguments) {
    ufbx_load_opts options = {0};
    options.evaluate_skinning = true;
    options.connect_broken_elements = true;
    ufbx_error error;
    ufbx_scene *scene = count == 2 ? ufbx_load_file(arguments[1], &options, &error) : NULL;
    if (!scene) {
        fprintf(stderr, "ufbx: %s\n", count == 2 ? error.description.data : "one file, please");
        return 1;
    }
    open_object();
    settings(scene);
    nodes(scene);
    meshes(scene);
    materials(scene);
    stacks(scene);
    lod_groups(scene);
    close_object();
    ufbx_free_scene(scene);
    return 0;
}
